import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEventLog } from '../../../adapters/state/event-log.js';
import { openDatabase } from '../../../adapters/state/open-database.js';
import { createRunStore } from '../../../adapters/state/run-store.js';
import type { EventLog } from '../../../contracts/run-events.js';
import type { Run, RunStore } from '../../../contracts/runs.js';
import { clockTick } from './clock-tick.js';
import { newRun, range } from './new-run.js';
import { TEST_DATABASES } from './test-database.js';

describe.each(TEST_DATABASES)('the run table on $name', ({ create }) => {
  let runs: RunStore;
  let log: EventLog;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const place = await create();
    const database = await openDatabase(place);
    runs = createRunStore(database);
    const opened = createEventLog(database);
    log = opened;
    close = async () => {
      await opened.close();
      await database.close();
      await place.remove();
    };
  });
  afterAll(() => close());

  test('a created run is queued and can be found', async () => {
    const wanted = newRun({ request: { query: 'why', mode: 'deep', a: 1 } });

    const { run, created } = await runs.create(wanted);

    expect(created).toBe(true);
    expect(run).toEqual({
      id: wanted.id,
      kind: 'search',
      keyId: null,
      owner: wanted.owner,
      status: 'queued',
      query: wanted.query,
      mode: 'speed',
      request: wanted.request,
      result: null,
      error: null,
      workflowId: wanted.workflowId,
      parentWorkflowId: null,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      startedAt: null,
      completedAt: null,
    });
    expect(await runs.find(wanted.id)).toEqual(run);
  });

  test('an unknown or malformed id finds nothing and changes nothing', async () => {
    for (const id of ['', 'not-a-uuid', "'; drop table runs; --", '\0', '\ud800']) {
      expect(await runs.find(id)).toBeUndefined();
      expect(await runs.begin(id)).toBe(false);
      expect(await runs.end(id, { status: 'failed' })).toBe(false);
      expect(await runs.remove(id)).toBe(false);
      await runs.keepPartial(id, {});
      await runs.releaseIdempotencyKey(id);
    }
  });

  test('ten creations with one idempotency key make one run', async () => {
    const owner = 'racing';
    const made = await Promise.all(
      range(10).map(() => runs.create(newRun({ owner, idempotencyKey: 'once' }))),
    );

    expect(made.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(made.map(({ run }) => run.id)).size).toBe(1);
    expect((await runs.list({ owner, limit: 20, offset: 0 })).total).toBe(1);
  });

  test('an idempotency key belongs to its owner, and without one every run is new', async () => {
    await runs.create(newRun({ owner: 'ann', idempotencyKey: 'k' }));

    expect((await runs.create(newRun({ owner: 'bob', idempotencyKey: 'k' }))).created).toBe(true);
    expect((await runs.create(newRun({ owner: 'ann' }))).created).toBe(true);
    expect((await runs.create(newRun({ owner: 'ann' }))).created).toBe(true);
  });

  test('a released idempotency key can be used again', async () => {
    const first = newRun({ owner: 'releasing', idempotencyKey: 'k' });
    await runs.create(first);
    await runs.releaseIdempotencyKey(first.id);

    const again = await runs.create(newRun({ owner: 'releasing', idempotencyKey: 'k' }));

    expect(again.created).toBe(true);
    expect(again.run.id).not.toBe(first.id);
  });

  test('creating a run twice by its id returns the first', async () => {
    const wanted = newRun();
    await runs.create(wanted);

    const again = await runs.create({ ...wanted, query: 'something else' });

    expect(again.created).toBe(false);
    expect(again.run.query).toBe(wanted.query);
  });

  test('beginning a run twice keeps the first time, and fails after its end', async () => {
    const { id } = (await runs.create(newRun())).run;

    expect(await runs.begin(id)).toBe(true);
    const begun = await runs.find(id);
    expect(await runs.begin(id)).toBe(true);
    expect(await runs.find(id)).toEqual(begun);
    expect(begun).toMatchObject({ status: 'running', startedAt: expect.any(String) });

    await runs.end(id, { status: 'cancelled' });
    expect(await runs.begin(id)).toBe(false);
  });

  test('a run ends once, with its result in the row and in its last event', async () => {
    const { id } = (await runs.create(newRun())).run;
    const result = { session_id: id, answer: 'Scattering.', a: 1 };

    expect(await runs.end(id, { status: 'completed', result })).toBe(true);
    expect(await runs.end(id, { status: 'failed', result: { answer: 'other' } })).toBe(false);
    await runs.keepPartial(id, { answer: 'late' });

    const ended = await runs.find(id);
    expect(ended).toMatchObject({ status: 'completed', result, completedAt: expect.any(String) });
    expect(JSON.stringify(ended?.result)).toBe(JSON.stringify(result));
    expect(await log.read(id, 0, 10)).toEqual([
      { seq: 1, type: 'run-end', data: { status: 'completed', result }, at: expect.any(String) },
    ]);
  });

  test('twenty ends at once settle a run once', async () => {
    const { id } = (await runs.create(newRun())).run;

    const ends = await Promise.all(range(20).map(() => runs.end(id, { status: 'failed' })));

    expect(ends.filter((settled) => settled)).toHaveLength(1);
    expect(await log.read(id, 0, 10)).toHaveLength(1);
  });

  test('a run that ends without a result keeps the partial one and says why it ended', async () => {
    const { id } = (await runs.create(newRun())).run;
    const error = { error: 'timeout', message: 'The run took longer than 60 s.' };
    await runs.keepPartial(id, { sources: [1] });

    await runs.end(id, { status: 'timed_out', error });

    expect(await runs.find(id)).toMatchObject({
      status: 'timed_out',
      result: { sources: [1] },
      error,
    });
    const [end] = await log.read(id, 0, 10);
    expect(end?.data).toEqual({ status: 'timed_out', result: { sources: [1] }, error });
  });

  test('runs are listed by owner, newest first, page by page, with the total', async () => {
    const owner = 'listing';
    const ids: string[] = [];
    for (const kind of ['search', 'perplexity', 'search'] as const) {
      ids.unshift((await runs.create(newRun({ owner, kind }))).run.id);
      await clockTick();
    }
    await runs.begin(ids[0] ?? '');

    const page = await runs.list({ owner, limit: 2, offset: 1 });
    expect(page.total).toBe(3);
    expect(page.runs.map(({ id }) => id)).toEqual(ids.slice(1));

    const searches = await runs.list({ owner, kinds: ['search'], limit: 9, offset: 0 });
    expect(searches.runs.map(({ id }) => id)).toEqual([ids[0], ids[2]]);
    const running = await runs.list({ owner, status: 'running', limit: 9, offset: 0 });
    expect(running).toMatchObject({ total: 1, runs: [{ id: ids[0] }] });
    expect(await runs.list({ owner: 'nobody', limit: 9, offset: 0 })).toEqual({
      runs: [],
      total: 0,
    });
  });

  test('open runs are listed oldest first and without those that ended', async () => {
    const made: string[] = [];
    for (const _ of range(3)) {
      made.push((await runs.create(newRun())).run.id);
      await clockTick();
    }
    await runs.end(made[1] ?? '', { status: 'completed' });

    const open = (await runs.listOpen(1_000)).map(({ id }) => id);

    expect(open.filter((id) => made.includes(id))).toEqual([made[0], made[2]]);
    expect(await runs.listOpen(1)).toHaveLength(1);
    const later = await runs.listOpen(1_000, await runs.find(made[0] ?? ''));
    expect(later[0]?.id).toBe(made[2]);
    expect(await runs.listOpen(1_000, later.at(-1))).toEqual([]);
  });

  test('open runs are listed on after one that is deleted meanwhile, each once', async () => {
    const made: string[] = [];
    for (const _ of range(6)) made.push((await runs.create(newRun())).run.id);

    const seen: string[] = [];
    for (let last: Run | undefined; ; ) {
      const [next] = await runs.listOpen(1, last);
      if (next === undefined) break;
      seen.push(next.id);
      if (made.includes(next.id)) await runs.remove(next.id);
      last = next;
    }

    expect(seen.filter((id) => made.includes(id)).sort()).toEqual(made.sort());
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('a removed run takes its events with it', async () => {
    const { id } = (await runs.create(newRun())).run;
    await runs.end(id, { status: 'completed' });

    expect(await runs.remove(id)).toBe(true);

    expect(await runs.find(id)).toBeUndefined();
    expect(await log.read(id, 0, 10)).toEqual([]);
    expect(await runs.remove(id)).toBe(false);
  });

  test('NUL characters and lone surrogates never fail an insert', async () => {
    const bad = 'a\0b\ud800c';
    const { run } = await runs.create(
      newRun({ query: bad, request: { [bad]: [bad, { deep: bad }] }, idempotencyKey: bad }),
    );

    expect(run.query).toBe('ab\ufffdc');
    expect(run.request).toEqual({ 'ab\ufffdc': ['ab\ufffdc', { deep: 'ab\ufffdc' }] });
    await runs.keepPartial(run.id, { answer: bad, written: '\\u0000', emoji: '\u{1f600}' });
    expect((await runs.find(run.id))?.result).toEqual({
      answer: 'ab\ufffdc',
      written: '\\u0000',
      emoji: '\u{1f600}',
    });
  });

  test('a result of a megabyte comes back whole', async () => {
    const { id } = (await runs.create(newRun())).run;
    const result = { answer: 'ü'.repeat(1_000_000) };

    await runs.end(id, { status: 'completed', result });

    expect((await runs.find(id))?.result).toEqual(result);
  });

  test('what a round of research takes is the median of completed runs of its mode', async () => {
    const mode = `mode-${newRun().id}`;
    const ended = async (status: 'completed' | 'failed', seconds: number, rounds: number) => {
      const { run } = await runs.create(newRun({ kind: 'research', mode }));
      const result = { execution_time: seconds, execution_steps: range(rounds) };
      await runs.end(run.id, { status, result });
    };

    expect(await runs.researchRoundSeconds(mode)).toBeNull();
    await ended('completed', 10, 2);
    await ended('completed', 30, 1);
    await ended('completed', 8, 0);
    await ended('failed', 900, 1);

    expect(await runs.researchRoundSeconds(mode)).toBe(8);
  });
});
