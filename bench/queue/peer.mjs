// Node's BullMQ under the same orders as the Java peer: one JSON object per line in, one per line out.
//   {"op":"drain","queue":"q","concurrency":5,"jobs":1000}  → {"perSecond":…}   works off what the queue holds
//   {"op":"add","queue":"q","jobs":1000}                    → {"perSecond":…}   one after the other
//   {"op":"addBulk","queue":"q","jobs":1000,"batch":500}    → {"perSecond":…}
//   {"op":"latency","queue":"q","jobs":300}                 → {"p50":…,"p99":…} microseconds from add to handler
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(new URL('../../queue/node/package.json', import.meta.url));
const { Queue, Worker } = require('bullmq');
const connection = { host: '127.0.0.1', port: Number(process.argv[2]) };
const payload = (i) => ({ account: `account-${i}`, amount: '1250000000000000000', attempt: i });
const seconds = (from) => Number(process.hrtime.bigint() - from) / 1e9;

async function drain({ queue, concurrency, jobs }) {
  let started;
  let done = 0;
  let finish;
  const finished = new Promise((resolve) => (finish = resolve));
  const worker = new Worker(
    queue,
    async (job) => {
      started ??= process.hrtime.bigint();
      return job.data.attempt;
    },
    { connection, concurrency },
  );
  worker.on('error', (error) => console.error(String(error)));
  worker.on('completed', () => {
    if (++done === jobs) finish(seconds(started));
  });
  const took = await finished;
  await worker.close();
  return { perSecond: jobs / took };
}

async function add({ queue, jobs }) {
  const q = new Queue(queue, { connection });
  await q.waitUntilReady();
  const from = process.hrtime.bigint();
  for (let i = 0; i < jobs; i++) await q.add('bench', payload(i));
  const took = seconds(from);
  await q.close();
  return { perSecond: jobs / took };
}

async function addBulk({ queue, jobs, batch }) {
  const q = new Queue(queue, { connection });
  await q.waitUntilReady();
  const from = process.hrtime.bigint();
  for (let i = 0; i < jobs; i += batch) {
    await q.addBulk(Array.from({ length: batch }, (_, j) => ({ name: 'bench', data: payload(i + j) })));
  }
  const took = seconds(from);
  await q.close();
  return { perSecond: jobs / took };
}

async function latency({ queue, jobs }) {
  const q = new Queue(queue, { connection });
  let arrived;
  let at;
  const worker = new Worker(
    queue,
    async () => {
      at = process.hrtime.bigint();
      arrived();
    },
    { connection },
  );
  await worker.waitUntilReady();
  const micros = [];
  for (let i = 0; i < jobs; i++) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    const start = new Promise((resolve) => (arrived = resolve));
    const from = process.hrtime.bigint();
    await Promise.all([q.add('bench', payload(i)), start]);
    micros.push(Number(at - from) / 1e3);
  }
  await worker.close();
  await q.close();
  micros.sort((a, b) => a - b);
  return { p50: micros[Math.floor(jobs * 0.5)], p99: micros[Math.floor(jobs * 0.99)] };
}

const operations = { drain, add, addBulk, latency };
for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  console.log(JSON.stringify(await operations[order.op](order)));
}
process.exit(0);
