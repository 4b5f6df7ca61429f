import { performance } from 'node:perf_hooks';
import { expect, onTestFinished, test } from 'vitest';
import { createStepThreads } from '../../../adapters/threads/step-threads.js';
import { threadFile } from '../../../adapters/threads/thread-file.js';
import { longestGap } from '../../helpers/longest-gap.js';
import { double, fail, hog, spin } from './example-steps.js';

const patient = new AbortController().signal;

function open({ memoryMb = 256 } = {}) {
  const file = threadFile(import.meta.url, 'example-steps');
  const threads = createStepThreads({ file, threads: 2, memoryMb });
  onTestFinished(() => threads.close());
  return threads;
}

test('a step runs in a thread as it would here', async () => {
  const threads = open();

  expect(await threads.run(double, { value: 21 }, patient)).toBe(42);
  await expect(threads.run(fail, { reason: 'no such page' }, patient)).rejects.toThrow(
    'no such page',
  );
});

test('a busy step leaves the rest of the process alone', async () => {
  const threads = open();
  await threads.run(double, { value: 1 }, patient);

  const { result, gapMs } = await longestGap(() => threads.run(spin, { ms: 1_500 }, patient));

  expect(result).toBe('done');
  expect(gapMs).toBeLessThan(750);
});

test('an aborted step ends there and then, and its thread serves the next', async () => {
  const threads = open();
  await threads.run(double, { value: 1 }, patient);
  const stop = new AbortController();
  const busy = threads.run(spin, { ms: 60_000 }, stop.signal);

  const aborted = performance.now();
  stop.abort(new Error('not wanted any more'));
  await expect(busy).rejects.toThrow('not wanted any more');

  expect(performance.now() - aborted).toBeLessThan(5_000);
  expect(await threads.run(double, { value: 3 }, patient)).toBe(6);
});

test('a step that needs more memory than a thread may have fails alone, and says what to do', async () => {
  const threads = open({ memoryMb: 32 });

  await expect(threads.run(hog, { size: 10_000 }, patient)).rejects.toMatchObject({
    code: 'too-large',
    message: 'This takes more than 32 MB of memory; send less at a time.',
  });
  expect(await threads.run(double, { value: 4 }, patient)).toBe(8);
});

test('closing ends what is under way', async () => {
  const threads = open();
  const busy = threads.run(spin, { ms: 60_000 }, patient);
  const ended = expect(busy).rejects.toThrow();

  await threads.close();

  await ended;
});
