import { expect, test } from 'vitest';
import { createLane } from '../../../adapters/http/lane.js';

const never = new AbortController().signal;

test('calls start one at a time and no closer than the interval', async () => {
  const lane = createLane({ service: 'box', intervalMs: 60, maxWaitMs: 1_000 });
  const starts: number[] = [];
  let running = 0;
  const call = async () => {
    expect(++running).toBe(1);
    starts.push(performance.now());
    await new Promise((resolve) => setTimeout(resolve, 10));
    running--;
  };
  await Promise.all([lane(call, never), lane(call, never), lane(call, never)]);
  const gaps = starts.slice(1).map((start, index) => start - (starts[index] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThan(55);
});

test('a call that would wait too long is refused at once', async () => {
  const lane = createLane({ service: 'box', intervalMs: 1_000, maxWaitMs: 500 });
  const first = lane(() => new Promise((resolve) => setTimeout(resolve, 30)), never);
  await expect(lane(async () => 'late', never)).rejects.toMatchObject({
    code: 'rate-limited',
    retryAfterMs: 1_000,
  });
  await first;
});

test('a cancelled call leaves the lane with its reason and lets the next one go', async () => {
  const lane = createLane({ service: 'box', intervalMs: 40, maxWaitMs: 1_000 });
  const controller = new AbortController();
  const first = lane(async () => 1, never);
  const second = lane(async () => 2, controller.signal);
  const third = lane(async () => 3, never);
  const reason = new Error('cancelled');
  controller.abort(reason);
  await expect(second).rejects.toBe(reason);
  expect(await Promise.all([first, third])).toEqual([1, 3]);
});

test('a failed call does not hold the lane', async () => {
  const lane = createLane({ service: 'box', intervalMs: 10, maxWaitMs: 1_000 });
  await expect(lane(() => Promise.reject(new Error('down')), never)).rejects.toThrow('down');
  expect(await lane(async () => 'up', never)).toBe('up');
});
