// Compiles the contracts and writes the ABI and creation code of the four that are deployed into a resource folder:
//
//   node take-contracts.mjs <contracts folder> <resource folder>
//
// The compiler and its settings are the contracts folder's own (package-lock.json, foundry.toml). Does nothing in a few
// milliseconds when no source, setting or pinned tool changed since the last time. Forge writes into a folder beside the
// resources and not into contracts/out, so that a `forge test` that runs at the same time is not disturbed. With
// OVATION_FORGE_IS_FREE=true it uses contracts/out, which a `forge test` before has just filled: nothing is compiled twice.
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const CONTRACTS = ['TK', 'TKI', 'RevenueController', 'DelegationValidator'];
const [home, target] = process.argv.slice(2, 4).map((path) => resolve(path));
const work = join(target, '..', 'contracts');
const folder = join(target, 'dev/ovation/runtime/onchain/contracts');

const filesIn = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((name) => filesIn(join(path, name)))
    : [path];

const inputs = createHash('sha256');
const sources = ['src', 'tools/solc-js', 'foundry.toml', 'package-lock.json'].flatMap((name) => filesIn(join(home, name)));
for (const file of [...sources, fileURLToPath(import.meta.url)]) {
  inputs.update(relative(home, file)).update('\0').update(readFileSync(file)).update('\0');
}
const stamp = inputs.digest('hex');
const stampFile = join(work, 'stamp');
const complete = CONTRACTS.every((name) => existsSync(join(folder, `${name}.json`)));
if (complete && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) process.exit(0);

// npm keeps a copy of the lock file that it installed from.
const lock = join(home, 'package-lock.json');
const installed = join(home, 'node_modules/.package-lock.json');
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: home,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

const shared = process.env.OVATION_FORGE_IS_FREE === 'true';
const out = shared ? join(home, 'out') : join(work, 'out');
const cache = shared ? join(home, 'cache') : join(work, 'cache');
execFileSync(join(home, 'node_modules/.bin/forge'), ['build', '--quiet', 'src'], {
  cwd: home,
  env: { ...process.env, FOUNDRY_OUT: out, FOUNDRY_CACHE_PATH: cache, FOUNDRY_PROFILE: 'default' },
  stdio: ['ignore', 'inherit', 'inherit'],
});

rmSync(target, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const name of CONTRACTS) {
  const { abi, bytecode } = JSON.parse(readFileSync(join(out, `${name}.sol`, `${name}.json`), 'utf8'));
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ abi, bytecode: bytecode.object }));
}
mkdirSync(work, { recursive: true });
writeFileSync(stampFile, stamp);
