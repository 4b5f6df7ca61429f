/**
 * Whether the gateway's memory stays flat under load: chats, one in ten streamed, at half of the most that it answers.
 *   npx tsx bench/gateway-memory.ts [--minutes 30]     the product has to be built; works on Linux
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createChatClient } from './gateway/chat-client.js';
import { load } from './gateway/load.js';
import { startPlumbline } from './gateway/start-plumbline.js';
import { startStub } from './gateway/start-stub.js';
import { measuredOn } from './stack/measured-on.js';

const AT_ONCE = 64;
const FULL_SECONDS = 15;
const EVERY_STREAM = 10;
const SAMPLE_MS = 5_000;
/** Windows whose means are compared; the first is left out, as memory is taken up until the nursery of V8 has its size. */
const WINDOWS = 6;
const TARGET = 0.05;

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' } } });
const windowSeconds = (Number(values.minutes) * 60) / WINDOWS;

console.log(measuredOn('bench/gateway-memory.ts'));
const stub = await startStub();
const gateway = await startPlumbline(stub.baseUrl);
const client = createChatClient(gateway, AT_ONCE);
let asked = 0;
try {
  const full = await load(AT_ONCE, FULL_SECONDS, askOnce);
  const half = full.perSecond / 2;
  console.log(`${full.perSecond.toFixed(0)} chats/s at most, ${half.toFixed(0)}/s from now on\n`);
  console.log('| window of s | chats/s | MB, mean | MB, least | MB, most |\n|---|---|---|---|---|');
  const means: number[] = [];
  for (let window = 0; window < WINDOWS; window++) {
    const [done, samples] = await Promise.all([paced(half), sampled()]);
    const mean = samples.reduce((sum, each) => sum + each, 0) / samples.length;
    means.push(mean);
    const cells = [windowSeconds, done / windowSeconds, mean, Math.min(...samples)];
    console.log(
      `| ${[...cells, Math.max(...samples)].map((each) => each.toFixed(0)).join(' | ')} |`,
    );
  }
  const settled = means.slice(1);
  const spread = (Math.max(...settled) - Math.min(...settled)) / 2 / (settled[0] ?? 1);
  console.log(
    `\nMeans of the windows after the first: ± ${(spread * 100).toFixed(1)} % (target ${TARGET * 100} %)`,
  );
} finally {
  await client.close();
  await gateway.close();
  stub.close();
}

async function askOnce(): Promise<void> {
  asked += 1;
  if (asked % EVERY_STREAM === 0) await client.stream(false);
  else await client.ask();
}

/** Asks at a steady rate for one window; what comes late is made up for. */
async function paced(perSecond: number): Promise<number> {
  const startedAt = performance.now();
  let done = 0;
  const work = async (worker: number) => {
    for (let turn = worker; ; turn += AT_ONCE) {
      const due = startedAt + (turn / perSecond) * 1_000;
      if (due - startedAt > windowSeconds * 1_000) return;
      const wait = due - performance.now();
      if (wait > 0) await sleep(wait);
      await askOnce();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, worker) => work(worker)));
  return done;
}

/** Resident memory of the product's own process, in MB. */
async function sampled(): Promise<number[]> {
  const samples: number[] = [];
  const until = performance.now() + windowSeconds * 1_000;
  while (performance.now() < until) {
    samples.push(await gateway.megabytes());
    await sleep(SAMPLE_MS);
  }
  return samples;
}
