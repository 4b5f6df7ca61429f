import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBatchStore } from '../../../../adapters/state/batches/batch-store.js';
import { openDatabase } from '../../../../adapters/state/open-database.js';
import { createRunStore } from '../../../../adapters/state/run-store.js';
import type { BatchChange, BatchStore } from '../../../../contracts/batch-store.js';
import type { RunStore } from '../../../../contracts/runs.js';
import { clockTick } from '../clock-tick.js';
import { newRun } from '../new-run.js';
import { TEST_DATABASES } from '../test-database.js';
import { newBatch, question } from './new-batch.js';

const FIRST = { inFlight: [], limit: 2, waiting: true };
const NO_COUNTS = {
  waiting: 0,
  running: 0,
  completed: 0,
  failed: 0,
  timed_out: 0,
  cancelled: 0,
  invalid: 0,
};

describe.each(TEST_DATABASES)('the tables of batches on $name', ({ create }) => {
  let batches: BatchStore;
  let runs: RunStore;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const place = await create();
    const database = await openDatabase(place);
    const opened = createBatchStore(database, { usualWindow: 4 });
    batches = opened;
    runs = createRunStore(database);
    close = async () => {
      await opened.close();
      await database.close();
      await place.remove();
    };
  });
  afterAll(() => close());

  /** Begins the next items with a run each; gives the ids of the runs by position. */
  async function begin(id: string, limit: number): Promise<Map<number, string>> {
    const next = await batches.next(id, { inFlight: [], limit, waiting: true });
    const begun = next.map(({ position }) => ({ position, run: newRun() }));
    await batches.beginItems(id, begun);
    return new Map(begun.map(({ position, run }) => [position, run.id]));
  }

  async function countsOf(id: string) {
    return (await batches.find(id))?.counts;
  }

  test('a batch is entered queued, with the usual window and its items in order', async () => {
    const wanted = newBatch(3, { name: 'lakes' });

    const { batch, created } = await batches.create(wanted);

    expect(created).toBe(true);
    expect(batch).toMatchObject({
      id: wanted.id,
      name: 'lakes',
      status: 'queued',
      window: 4,
      total: 3,
      counts: { ...NO_COUNTS, waiting: 3 },
      endedAt: null,
    });
    const { items, total } = await batches.items(wanted.id, { limit: 2, offset: 1 });
    expect(total).toBe(3);
    expect(items.map(({ position, title }) => [position, title])).toEqual([
      [2, 'question 2'],
      [3, 'question 3'],
    ]);
  });

  test('ten thousand items are entered, an invalid line among them', async () => {
    const items = Array.from({ length: 10_000 }, (_, index) => question(index + 1));
    items[4_999] = {
      line: 5_000,
      title: '',
      kind: null,
      error: { error: 'invalid_question', message: 'it is empty' },
    };
    const { batch } = await batches.create(newBatch(0, { items, window: 7 }));

    expect(batch).toMatchObject({ window: 7, total: 10_000 });
    expect(batch.counts).toEqual({ ...NO_COUNTS, waiting: 9_999, invalid: 1 });
    const invalid = await batches.items(batch.id, { status: 'invalid', limit: 10, offset: 0 });
    expect(invalid.items).toMatchObject([{ position: 5_000, error: { message: 'it is empty' } }]);
  });

  test('the same id or idempotency key gives the batch that is there', async () => {
    const first = newBatch(1, { idempotencyKey: 'key' });
    await batches.create(first);

    const again = await batches.create(newBatch(2, { owner: first.owner, idempotencyKey: 'key' }));
    const twice = await batches.create(first);

    expect(again).toMatchObject({ created: false, batch: { id: first.id, total: 1 } });
    expect(twice).toMatchObject({ created: false, batch: { id: first.id } });
  });

  test('items begin in order, each with the object that holds its question', async () => {
    const { batch } = await batches.create(newBatch(250));

    expect(await batches.next(batch.id, FIRST)).toEqual([
      { position: 1, attempt: 1, key: `batches/${batch.id}/first` },
      { position: 2, attempt: 1, key: `batches/${batch.id}/first` },
    ]);
    const inFlight = Array.from({ length: 199 }, (_, index) => index + 1);
    expect(await batches.next(batch.id, { ...FIRST, inFlight })).toMatchObject([
      { position: 200, key: `batches/${batch.id}/first` },
      { position: 201, key: `batches/${batch.id}/second` },
    ]);
  });

  test('what was begun and that nobody watches comes first, under the same attempt', async () => {
    const { batch } = await batches.create(newBatch(3));
    const begun = await begin(batch.id, 2);

    expect([...begun.keys()]).toEqual([1, 2]);
    expect((await batches.find(batch.id))?.status).toBe('running');
    expect(await batches.next(batch.id, { ...FIRST, inFlight: [1] })).toMatchObject([
      { position: 2, attempt: 1 },
      { position: 3, attempt: 1 },
    ]);
    const paused = { ...FIRST, inFlight: [1], waiting: false };
    expect(await batches.next(batch.id, paused)).toMatchObject([{ position: 2 }]);
  });

  test('items take over how their runs ended, and a deleted run counts as cancelled', async () => {
    const { batch } = await batches.create(newBatch(4));
    const begun = await begin(batch.id, 4);
    const [first = '', second = '', third = ''] = begun.values();
    const error = { error: 'storage-full', message: 'the disk is full' };
    await runs.end(first, { status: 'completed', result: { answer: 'yes' } });
    await runs.end(second, { status: 'failed', error });
    await runs.remove(third);

    await batches.settleItems(batch.id);

    const items = await batches.results(batch.id, 0, 10);
    expect(items).toMatchObject([
      { status: 'completed', result: { answer: 'yes' }, error: null },
      { status: 'failed', error, attempts: 1 },
      { status: 'cancelled', error: { error: 'session_deleted' } },
      { status: 'running', result: null },
    ]);
    expect(await batches.results(batch.id, 3, 10)).toHaveLength(1);
    expect(await batches.runIds(batch.id, 'running')).toEqual([begun.get(4)]);
    expect(await batches.complete(batch.id)).toBe(false);
  });

  test('a batch is completed when nothing waits or runs, and then stays so', async () => {
    const { batch } = await batches.create(newBatch(1));
    for (const runId of (await begin(batch.id, 1)).values())
      await runs.end(runId, { status: 'timed_out' });
    await batches.settleItems();

    expect(await batches.complete(batch.id)).toBe(true);
    expect(await batches.complete(batch.id)).toBe(true);
    expect(await batches.find(batch.id)).toMatchObject({
      status: 'completed',
      counts: { ...NO_COUNTS, timed_out: 1 },
      endedAt: expect.stringContaining('T'),
    });
    expect(await batches.end(batch.id, 'failed')).toBe(false);
    expect(await batches.setPaused(batch.id, true)).toBe(false);
    expect(await batches.begin(batch.id)).toBe(false);
  });

  test('an ended batch begins nothing, and what waited is cancelled', async () => {
    const { batch } = await batches.create(newBatch(3));
    await begin(batch.id, 1);

    expect(await batches.end(batch.id, 'cancelled')).toBe(true);

    expect(await countsOf(batch.id)).toEqual({ ...NO_COUNTS, running: 1, cancelled: 2 });
    expect(await batches.next(batch.id, FIRST)).toEqual([]);
    const late = newRun();
    await batches.beginItems(batch.id, [{ position: 2, run: late }]);
    expect(await runs.find(late.id)).toBeUndefined();
  });

  test('what failed is tried again under a further attempt, and what was completed is not', async () => {
    const { batch } = await batches.create(newBatch(2));
    const [first = '', second = ''] = (await begin(batch.id, 2)).values();
    await runs.end(first, { status: 'completed', result: 1 });
    await runs.end(second, { status: 'failed' });
    await batches.settleItems(batch.id);
    await batches.complete(batch.id);

    expect(await batches.retry(batch.id)).toBe(1);

    expect(await batches.find(batch.id)).toMatchObject({
      status: 'queued',
      endedAt: null,
      counts: { ...NO_COUNTS, completed: 1, waiting: 1 },
    });
    expect(await batches.next(batch.id, FIRST)).toMatchObject([{ position: 2, attempt: 2 }]);
    expect(await batches.retry(batch.id)).toBe(0);
  });

  test('lists hold the batches of their owner, newest first', async () => {
    const first = newBatch(1);
    const second = newBatch(2, { owner: first.owner });
    await batches.create(first);
    await clockTick();
    await batches.create(second);
    await batches.end(first.id, 'cancelled');

    const all = { owner: first.owner, limit: 10, offset: 0 };
    const { batches: listed, total } = await batches.list(all);
    expect(total).toBe(2);
    expect(listed.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect((await batches.list({ ...all, status: 'cancelled' })).total).toBe(1);
    const open = await batches.listOpen(1_000);
    expect(open.map(({ id }) => id)).toContain(second.id);
    expect(open.map(({ id }) => id)).not.toContain(first.id);
    expect(await batches.listOpen(1_000, open.at(-1))).toEqual([]);
    const before = open.find(({ id }) => id === second.id);
    await batches.remove(second.id);
    const third = newBatch(2);
    await batches.create(third);
    const later = await batches.listOpen(1_000, before);
    expect(later.map(({ id }) => id)).toContain(third.id);
  });

  test('a follower hears of every change once, in order, up to the end', async () => {
    const { batch } = await batches.create(newBatch(2));
    const heard = collect(batches.follow(batch.id, 0, new AbortController().signal));
    for (const runId of (await begin(batch.id, 2)).values())
      await runs.end(runId, { status: 'completed' });
    await batches.settleItems(batch.id);
    await batches.complete(batch.id);

    const changes = await heard;
    const versions = changes.flatMap(({ items }) => items.map(({ version }) => version));
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    expect(changes.at(-1)).toMatchObject({ last: true, batch: { status: 'completed' } });
    expect(changes.filter(({ last }) => last)).toHaveLength(1);

    const position = changes.at(-1)?.reached ?? 0;
    const nothingNew = batches.follow(batch.id, position, new AbortController().signal);
    expect(await collect(nothingNew)).toEqual([]);
  });

  test('a follower of many changes is told them page by page', async () => {
    const { batch } = await batches.create(newBatch(1_200));
    await batches.end(batch.id, 'cancelled');

    const changes = await collect(batches.follow(batch.id, 0, new AbortController().signal));
    expect(changes.map(({ items }) => items.length)).toEqual([500, 500, 200]);
    const positions = changes.flatMap(({ items }) => items.map(({ position }) => position));
    expect(positions).toEqual(Array.from({ length: 1_200 }, (_, index) => index + 1));
  });

  test('a deleted or unknown batch ends its followers, and its items are gone', async () => {
    const { batch } = await batches.create(newBatch(1));
    const heard = collect(batches.follow(batch.id, 0, new AbortController().signal));

    expect(await batches.remove(batch.id)).toBe(true);
    expect(await batches.remove(batch.id)).toBe(false);

    await heard;
    expect((await batches.items(batch.id, { limit: 1, offset: 0 })).total).toBe(0);
    expect(await batches.find('\0')).toBeUndefined();
    expect(await batches.retry('unknown')).toBe(0);
  });
});

async function collect(changes: AsyncIterable<BatchChange>): Promise<BatchChange[]> {
  const heard: BatchChange[] = [];
  for await (const change of changes) heard.push(change);
  return heard;
}
