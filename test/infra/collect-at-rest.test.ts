import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { collectAtRest } from '../../infra/collect-at-rest.js';

const MB = 1024 * 1024;
const open: { stop(): void }[] = [];
afterEach(() => {
  for (const { stop } of open.splice(0)) stop();
});

test('what work leaves behind is collected while the process rests', async () => {
  const kept = Array.from({ length: 1_000_000 }, (_, at) => ({ at }));
  const held = process.memoryUsage().heapUsed;
  kept.length = 0;
  open.push(collectAtRest({ everyMs: 20, growthMb: 1, busyShare: 1 }));
  await expect
    .poll(() => held - process.memoryUsage().heapUsed, { timeout: 10_000 })
    .toBeGreaterThan(16 * MB);
});

test('a process at work, or with little garbage, is left alone', async () => {
  let collected = 0;
  const collect = () => {
    collected++;
  };
  open.push(collectAtRest({ everyMs: 10, growthMb: 0, busyShare: -1, collect }));
  open.push(collectAtRest({ everyMs: 10, growthMb: 100_000, busyShare: 1, collect }));
  await sleep(100);
  expect(collected).toBe(0);
  open.push(collectAtRest({ everyMs: 10, growthMb: -100_000, busyShare: 1, collect }));
  await expect.poll(() => collected).toBeGreaterThan(1);
});

test('growth is collected twice, and then nothing until there is more', async () => {
  let collected = 0;
  const collect = () => {
    collected++;
  };
  open.push(collectAtRest({ everyMs: 10, growthMb: 8, busyShare: 1, collect }));
  await expect.poll(() => collected).toBe(2);
  await sleep(100);
  expect(collected).toBe(2);

  const grown = Array.from({ length: 1_000_000 }, (_, at) => ({ at }));
  await expect.poll(() => collected).toBe(4);
  expect(grown).toHaveLength(1_000_000);
});
