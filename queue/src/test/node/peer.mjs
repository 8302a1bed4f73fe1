// The Node side of the tests: runs the code that each line of input brings (a JSON string), as the body of an async
// function, and answers with one line: {"ok": value} or {"error": message}.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(new URL('../../../node/package.json', import.meta.url));
const bullmq = require('bullmq');
const connection = { host: '127.0.0.1', port: Number(process.argv[2]) };
const kept = {};
const opened = [];
const open = (what) => {
  what.on('error', () => {});
  opened.push(what);
  return what;
};

// What the code can use.
const tools = {
  bullmq,
  require,
  connection,
  kept,
  queue: (name, options) => open(new bullmq.Queue(name, { connection, ...options })),
  worker: (name, processor, options) => open(new bullmq.Worker(name, processor, { connection, ...options })),
  // From the first one: to be ready is to be connected, and what happens before the first read would be missed.
  events: (name, options) => open(new bullmq.QueueEvents(name, { connection, lastEventId: '0-0', ...options })),
  until: async (what, condition, millis = 60000) => {
    for (const deadline = Date.now() + millis; Date.now() < deadline; ) {
      if (await condition()) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`not in time: ${what}`);
  },
  closeAll: async () => {
    for (const what of opened.splice(0)) await what.close();
  },
};
const names = Object.keys(tools);
const AsyncFunction = (async () => {}).constructor;

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const value = await new AsyncFunction(...names, JSON.parse(line))(...names.map((name) => tools[name]));
    answer = { ok: value === undefined ? null : value };
  } catch (error) {
    answer = { error: String(error.stack ?? error) };
  }
  console.log(JSON.stringify(answer));
}
process.exit(0);
