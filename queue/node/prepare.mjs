// Writes what the Java library needs of BullMQ into a resource folder: the Lua scripts with their includes already
// inlined (as they are sent to Redis by Node, byte for byte, so that both sides share Redis's script cache), an index
// of their names and KEYS counts, BullMQ's version and its licence.
//
//   node prepare.mjs <resource folder>
//
// Does nothing in a few milliseconds when neither the lock file nor this file changed since the last time.
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(process.argv[2]);
const stampOf = (...files) => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(join(here, file)));
  return hash.digest('hex');
};
const holds = (file, stamp) => existsSync(file) && readFileSync(file, 'utf8') === stamp;

const packages = stampOf('package.json', 'package-lock.json');
const installed = join(here, 'node_modules', '.installed-from');
if (!holds(installed, packages)) {
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: here,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  writeFileSync(installed, packages);
}

const inputs = stampOf('package.json', 'package-lock.json', 'prepare.mjs');
const stamp = join(target, '..', 'bullmq-resources.stamp');
if (holds(stamp, inputs) && existsSync(target)) process.exit(0);

const require = createRequire(import.meta.url);
const home = dirname(require.resolve('bullmq/package.json'));
const { version } = require('bullmq/package.json');
const scripts = Object.values(require(join(home, 'dist/cjs/scripts')))
  .filter(({ name }) => !name.startsWith('relay'))
  .sort((a, b) => (a.name < b.name ? -1 : 1));

const folder = join(target, 'dev/ovation/queue/bullmq');
rmSync(target, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const { name, content } of scripts) writeFileSync(join(folder, `${name}.lua`), content);
writeFileSync(join(folder, 'index.txt'), scripts.map(({ name, keys }) => `${name} ${keys}\n`).join(''));
writeFileSync(join(folder, 'version.txt'), version);
const licences = join(target, 'META-INF/licenses');
mkdirSync(licences, { recursive: true });
writeFileSync(join(licences, 'bullmq.txt'), readFileSync(join(home, 'LICENSE')));
writeFileSync(stamp, inputs);
