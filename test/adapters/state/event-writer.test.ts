import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createEventWriter } from '../../../adapters/state/event-writer.js';
import { ServiceError } from '../../../contracts/failures.js';
import type { NewRunEvent } from '../../../contracts/run-events.js';
import { deltas, range } from './new-run.js';

const AWAY = new ServiceError('unavailable', 'The database cannot be reached.');

test('events of a run are kept in the order they were told', async () => {
  const log = createLog();
  const writer = createEventWriter(log);

  for (const event of deltas(...range(1_200).map(String))) writer.write('run', event);
  await writer.flush('run');

  expect(log.keys('run')).toEqual(range(1_200).map(String));
});

test('events told within the gathering time are written together', async () => {
  const log = createLog();
  const writer = createEventWriter(log, { gatherMs: 25 });

  for (const event of deltas('a', 'b')) writer.write('run', event);
  await setTimeout(5);
  for (const event of deltas('c')) writer.write('run', event);
  await expect.poll(() => log.keys('run')).toEqual(['a', 'b', 'c']);

  expect(log.batches).toEqual([['a', 'b', 'c']]);
});

test('a flush does not wait for the gathering time, nor for other runs', async () => {
  const log = createLog();
  const writer = createEventWriter(log, { gatherMs: 60_000 });
  for (const event of deltas('a')) {
    writer.write('one', event);
    writer.write('two', event);
  }

  await writer.flush('one');
  await writer.flush('never told');

  expect(log.keys('one')).toEqual(['a']);
  expect(log.keys('two')).toEqual([]);
  await writer.close();
  expect(log.keys('two')).toEqual(['a']);
});

test('a flush also waits for what is just being written', async () => {
  const log = createLog();
  const writer = createEventWriter(log, { gatherMs: 0 });
  for (const event of deltas('a')) writer.write('run', event);
  await setTimeout(5);
  for (const event of deltas('b')) writer.write('run', event);

  await writer.flush('run');

  expect(log.keys('run')).toEqual(['a', 'b']);
});

test('while the log is away a flush says so, and later everything is kept in order', async () => {
  const log = createLog();
  const failures: number[] = [];
  const writer = createEventWriter(log, { onFailure: (_run, { lost }) => failures.push(lost) });
  log.failWith(() => AWAY);
  for (const event of deltas('a', 'b')) writer.write('run', event);
  const flushing = writer.flush('run');
  for (const event of deltas('c')) writer.write('run', event);
  await expect(flushing).rejects.toBe(AWAY);

  for (const event of deltas('d')) writer.write('run', event);
  log.failWith(() => undefined);
  await expect.poll(() => log.keys('run'), { timeout: 3_000 }).toEqual(['a', 'b', 'c', 'd']);

  expect(new Set(failures)).toEqual(new Set([0]));
  await writer.flush('run');
});

test('an event that the log refuses costs only itself', async () => {
  const log = createLog();
  const failures: number[] = [];
  const writer = createEventWriter(log, { onFailure: (_run, { lost }) => failures.push(lost) });
  const refused = new TypeError('Do not know how to serialize a BigInt');
  log.failWith((batch) => (batch.includes('bad') ? refused : undefined));

  for (const event of deltas('a', 'bad', 'b')) writer.write('run', event);
  await expect(writer.flush('run')).rejects.toBe(refused);
  for (const event of deltas('c', 'd')) writer.write('run', event);
  await writer.flush('run');

  expect(log.keys('run')).toEqual(['a', 'b', 'c', 'd']);
  expect(failures).toEqual([1]);
  expect(log.batches.at(-1)).toEqual(['c', 'd']);
});

test('what no longer fits goes, deltas first and oldest first, and a warning says so', async () => {
  const log = createLog();
  const writer = createEventWriter(log, { capacity: 5 });
  log.failWith(() => AWAY);
  const start: NewRunEvent = { key: 'start', type: 'run-start', data: {} };
  for (const event of [start, ...deltas('a', 'b', 'c', 'd', 'e', 'f')]) writer.write('run', event);
  log.failWith(() => undefined);
  await writer.flush('run');

  expect(log.keys('run')).toEqual(['events-dropped', 'start', 'd', 'e', 'f']);
});

test('events without deltas among them go oldest first', async () => {
  const log = createLog();
  const writer = createEventWriter(log, { capacity: 3 });
  for (const key of ['a', 'b', 'c', 'd', 'e']) {
    writer.write('run', { key, type: 'page-read', data: {} });
  }
  await writer.flush('run');

  expect(log.keys('run')).toEqual(['events-dropped', 'd', 'e']);
});

test('closing writes what is left, and reports what cannot be written', async () => {
  const log = createLog();
  const lost: string[] = [];
  const writer = createEventWriter(log, {
    onFailure: (run, failure) => {
      if (failure.lost > 0) lost.push(`${run} ${failure.lost}`);
    },
  });
  for (const event of deltas(...range(700).map(String))) writer.write('kept', event);
  await writer.close();
  expect(log.keys('kept')).toHaveLength(700);

  const second = createEventWriter(log, {
    onFailure: (run, { lost: n }) => lost.push(`${run} ${n}`),
  });
  log.failWith(() => AWAY);
  for (const event of deltas('a', 'b')) second.write('away', event);
  await second.close();
  await second.close();
  for (const event of deltas('c')) second.write('late', event);

  expect(lost).toEqual(['away 0', 'away 2', 'late 1']);
});

/** A log in memory that can be told to fail. */
function createLog() {
  const kept = new Map<string, string[]>();
  const batches: string[][] = [];
  let failure: (batch: readonly string[]) => Error | undefined = () => undefined;
  return {
    batches,
    keys: (runId: string) => kept.get(runId) ?? [],
    failWith(decide: typeof failure) {
      failure = decide;
    },
    async append(runId: string, events: readonly NewRunEvent[]) {
      await setTimeout(10);
      const keys = events.map(({ key }) => key);
      const error = failure(keys);
      if (error !== undefined) throw error;
      batches.push(keys);
      kept.set(runId, [...(kept.get(runId) ?? []), ...keys]);
    },
    read: () => Promise.resolve([]),
    async *follow() {},
    holds: async () => new Map(),
    untilEnd: () => Promise.resolve(),
  };
}
