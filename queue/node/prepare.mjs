// Writes what the Java library needs of BullMQ into a resource folder: the Lua scripts with their includes already
// inlined (as they are sent to Redis by Node, byte for byte, so that both sides share Redis's script cache), an index
// of their names and KEYS counts, BullMQ's version and its licence.
//
// Beside them lies, made of the script's own text, the form in which it is run for several jobs in one call (joint).
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

// A script of BullMQ's defines some 40 functions before it does anything, each time that it is called. Here they are
// defined once, and what follows them becomes a function that is called for each job, with KEYS and ARGV of its own and
// with its own error. The first job's come whole; of the others' only those that differ (`keys` and `args` say which).
function joint({ name, keys: keyCount, content }, { keys, args, argCount }) {
  const refuse = (why) => {
    throw new Error(`BullMQ ${version}'s ${name} can't be run for several jobs in one call: ${why}`);
  };
  const bare = (lua) => lua.replace(/--\[\[[\s\S]*?\]\]/g, '').replace(/--.*$/gm, '');
  const definitions = [...content.matchAll(/^local (?:function \w+|\w+ = function) ?\([\s\S]*?^end$/gm)];
  const last = definitions.at(-1);
  if (!last) refuse('it defines no functions');
  const head = content.slice(0, last.index + last[0].length);
  const main = content.slice(head.length);
  const besides = bare(definitions.reduce((rest, [text]) => rest.replace(text, () => ''), head)).trim();
  if (besides !== 'local rcall = redis.call') refuse(`between its functions stands ${besides}`);
  if (/\b(KEYS|ARGV)\b/.test(bare(head))) refuse('its functions know KEYS or ARGV');
  if (/\b(KEYS|ARGV)\b(?!\[\d+\])|\b(KEYS|ARGV)\[\d+\]\s*=[^=]/.test(bare(main))) refuse('it changes KEYS or ARGV');
  const numbers = (what) => [...bare(main).matchAll(new RegExp(`\\b${what}\\[(\\d+)\\]`, 'g'))].map(([, n]) => Number(n));
  if (Math.max(...numbers('KEYS')) > keyCount || Math.max(...numbers('ARGV')) !== argCount) refuse('its arguments changed');
  const next = (of, from, at) => at.map((_, i) => `${of}[${from} + ${i + 1}]`).join(', ');
  const put = (to, at) => at.map((n) => `${to}[${n}]`).join(', ');
  return `${head}
local function one(KEYS, ARGV)${main}
end
local keys, args, answers = {unpack(KEYS, 1, ${keyCount})}, {unpack(ARGV, 1, ${argCount})}, {}
local nextKey, nextArg = ${keyCount}, ${argCount}
for job = 1, (#ARGV - ${argCount}) / ${args.length} + 1 do
  if job > 1 then
    ${put('keys', keys)} = ${next('KEYS', 'nextKey', keys)}
    ${put('args', args)} = ${next('ARGV', 'nextArg', args)}
    nextKey, nextArg = nextKey + ${keys.length}, nextArg + ${args.length}
  end
  local fine, answer = pcall(one, keys, args)
  if not fine then
    answer = {err = type(answer) == 'table' and answer.err or 'ERR Error running script: ' .. answer}
  end
  answers[job] = answer
end
return answers
`;
}

// Which places of KEYS and ARGV differ between two jobs of one worker.
const joints = { moveToFinished: { keys: [12], args: [1, 2, 4, 8], argCount: 9 } };

const folder = join(target, 'dev/ovation/queue/bullmq');
rmSync(target, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const { name, content } of scripts) writeFileSync(join(folder, `${name}.lua`), content);
for (const [name, places] of Object.entries(joints)) {
  const script = scripts.find((one) => one.name === name);
  writeFileSync(join(folder, `${name}.joint.lua`), joint(script, places));
  writeFileSync(join(folder, `${name}.joint.txt`), `${places.keys.join(' ')}\n${places.args.join(' ')}\n`);
}
writeFileSync(join(folder, 'index.txt'), scripts.map(({ name, keys }) => `${name} ${keys}\n`).join(''));
writeFileSync(join(folder, 'version.txt'), version);
const licences = join(target, 'META-INF/licenses');
mkdirSync(licences, { recursive: true });
writeFileSync(join(licences, 'bullmq.txt'), readFileSync(join(home, 'LICENSE')));
writeFileSync(stamp, inputs);
