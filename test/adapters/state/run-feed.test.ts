import { expect, test } from 'vitest';
import { createRunFeed, type RunPage } from '../../../adapters/state/run-feed.js';

const EMPTY: RunPage = { events: [], ended: false };
const never = new AbortController().signal;

test('followers at one position share one read, at another they read for themselves', async () => {
  const asked: number[] = [];
  const feed = createRunFeed(async (after) => {
    asked.push(after);
    return EMPTY;
  });

  await Promise.all([feed.page(3), feed.page(3), feed.page(5), feed.page(3)]);
  expect(asked).toEqual([3, 5]);

  await feed.page(3);
  expect(asked).toEqual([3, 5, 3]);
});

test('a read that began before the bell rang is not shared with who heard it', async () => {
  let reads = 0;
  const feed = createRunFeed(async () => {
    reads += 1;
    return EMPTY;
  });
  const before = feed.page(0);
  feed.ring();

  await Promise.all([before, feed.page(0), feed.page(0)]);

  expect(reads).toBe(2);
});

test('a failed read fails who shares it, and the next one is new', async () => {
  let reads = 0;
  const feed = createRunFeed(async () => {
    reads += 1;
    if (reads === 1) throw new Error('away');
    return EMPTY;
  });

  const shared = [feed.page(0), feed.page(0)];
  for (const page of shared) await expect(page).rejects.toThrow('away');
  expect(await feed.page(0)).toBe(EMPTY);
});

test('a ring while nobody waits yet is heard by who counted before', async () => {
  const feed = createRunFeed(async () => EMPTY);
  const heard = feed.rings();
  feed.ring();

  await feed.waitForRing(heard, never);
});

test('a ring wakes all who wait, once', async () => {
  const feed = createRunFeed(async () => EMPTY);
  let woken = 0;
  const waiting = Array.from({ length: 10 }, async () => {
    await feed.waitForRing(feed.rings(), never);
    woken += 1;
  });
  feed.ring();
  await Promise.all(waiting);

  const leaving = new AbortController();
  const again = feed.waitForRing(feed.rings(), leaving.signal);
  leaving.abort();
  await again;
  await feed.waitForRing(feed.rings(), leaving.signal);
  expect(woken).toBe(10);
});
