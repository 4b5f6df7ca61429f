import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { watchSilence } from '../../../adapters/models/watch-silence.js';

const limits = { what: 'the source', firstMs: 200, silenceMs: 80 };
const { signal } = new AbortController();

async function readAll<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

test('items that keep coming are passed on, however long it takes in all', async () => {
  async function* steady() {
    for (let item = 0; item < 8; item++) {
      await delay(30);
      yield item;
    }
  }
  expect(await readAll(watchSilence(steady, limits, signal))).toHaveLength(8);
});

test('the first item has a limit of its own', async () => {
  async function* late() {
    await delay(120);
    yield 'late';
  }
  expect(await readAll(watchSilence(late, limits, signal))).toEqual(['late']);
});

test('silence aborts the source and is told with its length', async () => {
  const seen: AbortSignal[] = [];
  async function* hanging(watched: AbortSignal) {
    seen.push(watched);
    yield 'one';
    await new Promise(() => undefined);
  }

  await expect(readAll(watchSilence(hanging, limits, signal))).rejects.toMatchObject({
    code: 'stalled',
    message: 'the source said nothing for 0.1 s',
  });
  expect(seen[0]?.aborted).toBe(true);
});

test('a slow reader is not taken for a silent source', async () => {
  async function* quick() {
    yield 1;
    yield 2;
  }
  const read: number[] = [];
  for await (const item of watchSilence(quick, limits, signal)) {
    await delay(150);
    read.push(item);
  }
  expect(read).toEqual([1, 2]);
});

test("the caller's abort ends it at once with its reason, even where the source ignores it", async () => {
  async function* deaf() {
    await new Promise(() => undefined);
    yield 1;
  }
  const caller = new AbortController();
  setTimeout(() => caller.abort(new Error('enough')), 20);

  await expect(readAll(watchSilence(deaf, limits, caller.signal))).rejects.toThrow('enough');
});
