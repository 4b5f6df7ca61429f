import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createHostPacing } from '../../../adapters/pages/host-pacing.js';

const never = new AbortController().signal;

function turn(host = 'example.org', delayMs = 0, signal = never) {
  return { host, delayMs, signal };
}

test('at most so many requests run at one host', async () => {
  const pacing = createHostPacing({ perHost: 2, gapMs: 0, crawlDelayMs: 0 });
  let running = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    running += 1;
    most = Math.max(most, running);
    await sleep(10);
    running -= 1;
  };
  await Promise.all([1, 2, 3, 4, 5].map(() => pacing.run(turn(), work)));
  expect(most).toBe(2);
});

test('requests to one host start apart', async () => {
  const pacing = createHostPacing({ perHost: 5, gapMs: 40, crawlDelayMs: 0 });
  const began = Date.now();
  const elapsed = async (): Promise<number> => Date.now() - began;
  const starts = await Promise.all([0, 1, 2].map(() => pacing.run(turn(), elapsed)));
  // Timers may fire a millisecond early.
  expect(starts[1]).toBeGreaterThanOrEqual(39);
  expect(starts[2]).toBeGreaterThanOrEqual(78);
});

test('a delay that a site asks for is kept, up to the cap', async () => {
  const pacing = createHostPacing({ perHost: 5, gapMs: 0, crawlDelayMs: 60 });
  const began = Date.now();
  await Promise.all([1, 2].map(() => pacing.run(turn('slow.example', 3_600_000), async () => {})));
  const took = Date.now() - began;
  expect(took).toBeGreaterThanOrEqual(58);
  expect(took).toBeLessThan(5_000);
});

test('hosts do not wait for one another', async () => {
  const pacing = createHostPacing({ perHost: 1, gapMs: 60_000, crawlDelayMs: 0 });
  const hosts = ['a.example', 'b.example', 'c.example'];
  const done = await Promise.all(hosts.map((host) => pacing.run(turn(host), async () => host)));
  expect(done).toEqual(hosts);
});

test('a caller that gives up while waiting leaves its turn to the next', async () => {
  const pacing = createHostPacing({ perHost: 1, gapMs: 0, crawlDelayMs: 0 });
  const caller = new AbortController();
  const first = pacing.run(turn(), () => sleep(30));
  const given = pacing.run(turn('example.org', 0, caller.signal), async () => 'never');
  const next = pacing.run(turn(), async () => 'next');
  caller.abort(new Error('stop'));
  await expect(given).rejects.toThrow('stop');
  await first;
  await expect(next).resolves.toBe('next');
});

test('a failing request frees its place', async () => {
  const pacing = createHostPacing({ perHost: 1, gapMs: 0, crawlDelayMs: 0 });
  const failing = async (): Promise<never> => {
    throw new Error('broken');
  };
  await expect(pacing.run(turn(), failing)).rejects.toThrow('broken');
  await expect(pacing.run(turn(), async () => 'next')).resolves.toBe('next');
});
