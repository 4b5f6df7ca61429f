import { setTimeout } from 'node:timers/promises';
import { TableNode } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../../adapters/state/database.js';
import { createEventLog } from '../../../adapters/state/event-log.js';
import { openDatabase } from '../../../adapters/state/open-database.js';
import { createRunStore } from '../../../adapters/state/run-store.js';
import type { EventLog, RunEvent } from '../../../contracts/run-events.js';
import type { RunStore } from '../../../contracts/runs.js';
import { collect, deltas, newRun, range } from './new-run.js';
import { TEST_DATABASES } from './test-database.js';

describe.each(TEST_DATABASES)('the event log on $name', ({ create }) => {
  let database: Database;
  let runs: RunStore;
  let log: EventLog;
  let close: () => Promise<void>;
  let dropped: { id: string; count: number }[] = [];
  let id: string;
  const signal = new AbortController().signal;

  beforeAll(async () => {
    const place = await create();
    database = await openDatabase(place);
    runs = createRunStore(database);
    const opened = createEventLog(database, {
      onDropped: (dropId, count) => dropped.push({ id: dropId, count }),
    });
    log = opened;
    close = async () => {
      await opened.close();
      await database.close();
      await place.remove();
    };
  });
  afterAll(() => close());
  beforeEach(async () => {
    dropped = [];
    id = (await runs.create(newRun())).run.id;
  });

  test('events are numbered from 1 in the order they were told', async () => {
    await log.append(id, [{ key: 'start', type: 'run-start', data: { a: 'x\0\udc00' } }]);
    await log.append(id, deltas('one', 'two'));

    expect(await log.read(id, 0, 10)).toEqual([
      { seq: 1, type: 'run-start', data: { a: 'x\ufffd' }, at: expect.stringMatching(/Z$/) },
      { seq: 2, type: 'answer-delta', data: { text: 'one' }, at: expect.stringMatching(/Z$/) },
      { seq: 3, type: 'answer-delta', data: { text: 'two' }, at: expect.stringMatching(/Z$/) },
    ]);
    expect((await log.read(id, 1, 1)).map(({ seq }) => seq)).toEqual([2]);
  });

  test('an event told twice is kept once and leaves no gap', async () => {
    await log.append(id, deltas('a', 'b', 'a'));
    await log.append(id, deltas('b', 'c', 'a', 'd'));

    expect(texts(await log.read(id, 0, 10))).toEqual(['a', 'b', 'c', 'd']);
    expect(seqs(await log.read(id, 0, 10))).toEqual([1, 2, 3, 4]);
  });

  test('telling the whole log again, as after a crash, leaves it as it was', async () => {
    const events = deltas(...range(40).map(String));
    for (const event of events.slice(0, 25)) await log.append(id, [event]);
    const before = await log.read(id, 0, 100);

    for (const event of events) await log.append(id, [event]);
    await log.append(id, events);

    const after = await log.read(id, 0, 100);
    expect(after.slice(0, 25)).toEqual(before);
    expect(texts(after)).toEqual(range(40).map(String));
    expect(seqs(after)).toEqual(range(40));
  });

  test('twenty writers on one run neither lose, double nor skip a number', async () => {
    await Promise.all(
      range(20).map(async (writer) => {
        for (const step of range(5)) {
          await log.append(id, deltas(`own ${writer} ${step}`, `shared ${step}`));
        }
      }),
    );

    const events = await log.read(id, 0, 1_000);
    expect(seqs(events)).toEqual(range(105));
    expect(new Set(texts(events)).size).toBe(105);
    const ofOne = texts(events).filter((text) => text.startsWith('own 7 '));
    expect(ofOne).toEqual(range(5).map((step) => `own 7 ${step}`));
  });

  test('nothing is kept after the end, nor for an unknown run', async () => {
    await runs.end(id, { status: 'completed' });

    await log.append(id, deltas('late'));
    await log.append('no-such-run', deltas('lost', 'too'));
    await log.append(id, []);

    expect(await log.read(id, 0, 10)).toHaveLength(1);
    expect(dropped).toEqual([
      { id, count: 1 },
      { id: 'no-such-run', count: 2 },
    ]);
  });

  test('an end told as an event closes the log and cuts off what was told with it', async () => {
    const end = { key: 'run-end', type: 'run-end', data: { status: 'failed' } } as const;
    await log.append(id, [...deltas('a'), end, ...deltas('late')]);
    await log.append(id, deltas('later'));

    expect((await log.read(id, 0, 10)).map(({ type }) => type)).toEqual([
      'answer-delta',
      'run-end',
    ]);
    expect(await runs.end(id, { status: 'failed' })).toBe(true);
    expect(await log.read(id, 0, 10)).toHaveLength(2);
  });

  test('followers from any position see each event once, in order, until the end', async () => {
    await log.append(id, deltas(...range(10).map(String)));
    const followers = [0, 3, 10, 11, 15].map((after) => collect(log.follow(id, after, signal)));

    for (const step of range(20)) await log.append(id, deltas(`live ${step}`));
    await runs.end(id, { status: 'completed', result: { answer: 42 } });

    for (const [index, after] of [0, 3, 10, 11, 15].entries()) {
      const seen = (await followers[index]) ?? [];
      expect(seqs(seen)).toEqual(range(31).slice(after));
      expect(seen.at(-1)).toMatchObject({ type: 'run-end', data: { result: { answer: 42 } } });
    }
  });

  test('a follower of an ended run sees all of it, and past its end nothing', async () => {
    await log.append(id, deltas('a'));
    await runs.end(id, { status: 'completed' });

    expect(seqs(await collect(log.follow(id, 0, signal)))).toEqual([1, 2]);
    expect(await collect(log.follow(id, 2, signal))).toEqual([]);
    expect(await collect(log.follow(id, 99, signal))).toEqual([]);
    expect(await collect(log.follow('no-such-run', 0, signal))).toEqual([]);
  });

  test('a log longer than one page is followed without a gap', async () => {
    await log.append(id, deltas(...range(1_000).map(String)));
    const following = collect(log.follow(id, 0, signal));
    await log.append(id, deltas(...range(301).map((step) => `more ${step}`)));
    await runs.end(id, { status: 'completed' });

    expect(seqs(await following)).toEqual(range(1_302));
  });

  test('an event reaches a waiting follower at once', async () => {
    const followed = log.follow(id, 0, signal);
    const first = followed.next();
    await setTimeout(200);

    const told = performance.now();
    await log.append(id, deltas('a'));
    await first;

    expect(performance.now() - told).toBeLessThan(1_000);
    await runs.end(id, { status: 'completed' });
    await collect(followed);
  });

  test('a follower ends when its signal aborts, and leaves the others alone', async () => {
    const leaving = new AbortController();
    const left = collect(log.follow(id, 0, leaving.signal));
    const stayed = collect(log.follow(id, 0, signal));
    await setTimeout(50);

    leaving.abort();
    expect(await left).toEqual([]);
    expect(await collect(log.follow(id, 0, leaving.signal))).toEqual([]);

    await runs.end(id, { status: 'completed' });
    expect(await stayed).toHaveLength(1);
  });

  test('removing a run ends its followers', async () => {
    await log.append(id, deltas('a'));
    const following = collect(log.follow(id, 0, signal));
    await setTimeout(50);

    await runs.remove(id);

    expect(seqs(await following)).toEqual([1]);
  });

  test('a lost notification only delays, also that of a removed run', async () => {
    const deaf = createEventLog({ ...database, listen: () => ({ stop: async () => {} }) });
    const following = collect(deaf.follow(id, 0, signal));
    const removed = (await runs.create(newRun())).run.id;
    const followingRemoved = collect(deaf.follow(removed, 0, signal));
    await setTimeout(50);

    await runs.remove(removed);
    await runs.end(id, { status: 'completed' });

    expect(await following).toHaveLength(1);
    expect(await followingRemoved).toEqual([]);
    await deaf.close();
  });

  test('closing the log ends its followers', async () => {
    const closing = createEventLog(database);
    const following = collect(closing.follow(id, 0, signal));
    await setTimeout(50);

    await closing.close();

    expect(await following).toEqual([]);
    expect(await collect(closing.follow(id, 0, signal))).toEqual([]);
  });

  test('who waits for the end alone hears of it at once, of a removal too, and reads no event', async () => {
    const removed = (await runs.create(newRun())).run.id;
    const reads: string[] = [];
    const counting = createEventLog({ ...database, tables: countingReads(database.tables, reads) });
    const ended = counting.untilEnd(id, signal);
    const gone = counting.untilEnd(removed, signal);
    await setTimeout(50);
    for (const step of range(5)) await log.append(id, deltas(`${step}`));

    const told = performance.now();
    await runs.end(id, { status: 'completed' });
    await runs.remove(removed);
    await Promise.all([ended, gone]);

    expect(performance.now() - told).toBeLessThan(1_000);
    expect(reads).toEqual(['runs', 'runs', 'runs']); // on beginning to listen, and on each waiting
    await counting.close();
  });

  test('waiting for the end of what has none any more returns at once', async () => {
    await runs.end(id, { status: 'completed' });

    await log.untilEnd(id, signal);
    await log.untilEnd('no-such-run', signal);
    await log.untilEnd(id, AbortSignal.abort());
  });

  test('waiting for an end stops with its signal and with the log, and hears late of a lost notification', async () => {
    const deaf = createEventLog({ ...database, listen: () => ({ stop: async () => {} }) });
    const leaving = new AbortController();
    const waiting = [deaf.untilEnd(id, leaving.signal), deaf.untilEnd(id, signal)];
    await setTimeout(50);

    leaving.abort();
    await waiting[0];
    await runs.end(id, { status: 'completed' });
    await waiting[1];

    const other = (await runs.create(newRun())).run.id;
    const closed = deaf.untilEnd(other, signal);
    await deaf.close();
    await closed;
  });

  test('a thousand followers of one run all see everything', async () => {
    const followers = range(1_000).map(() =>
      collect(log.follow(id, 0, new AbortController().signal)),
    );
    await setTimeout(50);

    for (const step of range(10)) await log.append(id, deltas(`${step}`));
    await runs.end(id, { status: 'completed' });

    for (const seen of await Promise.all(followers)) expect(seqs(seen)).toEqual(range(11));
  });
});

/** The query builder, noting which table each read is of. */
function countingReads(tables: Database['tables'], reads: string[]): Database['tables'] {
  return tables.withPlugin({
    transformQuery: ({ node }) => {
      const [from] = node.kind === 'SelectQueryNode' ? (node.from?.froms ?? []) : [];
      if (from !== undefined && TableNode.is(from)) reads.push(from.table.identifier.name);
      return node;
    },
    transformResult: async ({ result }) => result,
  });
}

function seqs(events: readonly RunEvent[]): number[] {
  return events.map(({ seq }) => seq);
}

function texts(events: readonly RunEvent[]): string[] {
  return events.map(({ data }) => String(data['text']));
}
