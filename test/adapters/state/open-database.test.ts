import { readdirSync } from 'node:fs';
import { cp, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Database } from '../../../adapters/state/database.js';
import { createEventLog } from '../../../adapters/state/event-log.js';
import { openDatabase } from '../../../adapters/state/open-database.js';
import { createRunStore } from '../../../adapters/state/run-store.js';
import { CAN_MOUNT, mountSmallDisk } from '../../helpers/small-disk.js';
import { collect, deltas, newRun, range } from './new-run.js';
import { createEmbedded, TEST_DATABASES, type TestDatabase } from './test-database.js';

/** Every migration that there is: one file each. */
const MIGRATIONS = readdirSync(new URL('../../../adapters/state/migrations/', import.meta.url))
  .map((file) => file.replace('.ts', ''))
  .sort();

/** Opening the embedded database takes a second of the processor each time. */
const OPENS_OFTEN = { timeout: 60_000 };

describe.each(TEST_DATABASES)('opening $name', ({ create }) => {
  test(
    'finds what was written before, and refuses what a newer version wrote',
    OPENS_OFTEN,
    async () => {
      const place = await own(create);
      const first = await openDatabase(place);
      const { run } = await createRunStore(first).create(newRun());
      await createEventLog(first).append(run.id, deltas('a'));
      await first.close();
      await first.close();
      await expect(createRunStore(first).find(run.id)).rejects.toMatchObject({
        code: 'unavailable',
      });

      const second = await openDatabase(place);
      expect(await createRunStore(second).find(run.id)).toEqual(run);
      expect(await createEventLog(second).read(run.id, 0, 10)).toHaveLength(1);

      await sql`insert into plumbline_migrations values ('9999-later', '')`.execute(second.tables);
      await second.close();
      await expect(openDatabase(place)).rejects.toThrow('newer version');
    },
  );
});

test.skipIf(!CAN_MOUNT)(
  'a disk that fills up first stops new runs, then events, never reading nor ending',
  OPENS_OFTEN,
  async () => {
    const disk = mountSmallDisk('128m');
    const made = await own(createEmbedded);
    const folder = join(disk, 'database');
    await cp(made.folder, folder, { recursive: true });
    const database = await open({ folder });
    const runs = createRunStore(database);
    const log = createEventLog(database);
    const { run } = await runs.create(newRun());
    const full = { code: 'storage-full', message: expect.stringContaining(folder) };

    await leaveRoom(disk, 48);
    await expect(runs.create(newRun())).rejects.toMatchObject(full);
    await log.append(run.id, deltas('a'));

    await leaveRoom(disk, 20);
    await expect(log.append(run.id, deltas('b'))).rejects.toMatchObject(full);
    await expect(runs.keepPartial(run.id, {})).rejects.toMatchObject(full);
    await expect(openDatabase({ folder })).rejects.toMatchObject(full);
    expect(await runs.end(run.id, { status: 'failed' })).toBe(true);
    expect(await log.read(run.id, 0, 10)).toHaveLength(2);

    await rm(join(disk, 'ballast'));
    expect(await runs.create(newRun())).toMatchObject({ created: true });
  },
);

test('a server that is not there is unavailable', async () => {
  const nobody = { databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing', folder: 'not-used' };

  await expect(openDatabase(nobody)).rejects.toMatchObject({ code: 'unavailable' });
});

describe.skipIf(TEST_DATABASES.length < 2)('a PostgreSQL server', () => {
  const create = () => TEST_DATABASES[1]?.create() ?? createEmbedded();

  test('processes that start together bring the tables up to date once', async () => {
    const place = await own(create);

    const opened = await Promise.all(range(6).map(() => open(place)));

    for (const { tables } of opened) {
      const applied = await sql`select name from plumbline_migrations order by name`.execute(
        tables,
      );
      expect(applied.rows).toEqual(MIGRATIONS.map((name) => ({ name })));
    }
  });

  test('a database that does not exist is refused by name', async () => {
    const { databaseUrl = '', folder } = await own(create);

    await expect(openDatabase({ databaseUrl: `${databaseUrl}x`, folder })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('does not exist'),
    });
  });

  test('losing all connections fails the call in hand, and followers miss nothing', async () => {
    const database = await open(await own(create));
    const runs = createRunStore(database);
    const log = createEventLog(database);
    const { id } = (await runs.create(newRun())).run;
    const following = collect(log.follow(id, 0, new AbortController().signal));
    await setTimeout(200);

    await expect(endConnections(database)).rejects.toThrow(/terminat/);
    await setTimeout(50);
    await log.append(id, deltas('a'));
    await runs.end(id, { status: 'completed' });

    expect((await following).map(({ seq }) => seq)).toEqual([1, 2]);
    await log.close();
  });

  test('a connection lost in the middle of a transaction costs that transaction alone', async () => {
    const database = await open(await own(create));

    const work = database.tables.transaction().execute(async (transaction) => {
      await sql`select 1`.execute(transaction);
      await endOtherConnections(database);
      await setTimeout(100);
      await sql`select 1`.execute(transaction);
    });

    await expect(work).rejects.toThrow();
    expect(await createRunStore(database).listOpen(1)).toEqual([]);
  });

  test('a transaction that loses against another is tried again', async () => {
    const { databaseUrl = '', folder } = await own(create);
    const strict = `${databaseUrl}?options=-c%20default_transaction_isolation%3Dserializable`;
    const database = await open({ databaseUrl: strict, folder });
    const { id } = (await createRunStore(database).create(newRun())).run;
    const log = createEventLog(database);

    await Promise.all(range(3).map((step) => log.append(id, deltas(`${step}`))));

    expect((await log.read(id, 0, 20)).map(({ seq }) => seq)).toEqual(range(3));
  });
});

async function own(create: () => Promise<TestDatabase>): Promise<TestDatabase> {
  const place = await create();
  onTestFinished(() => place.remove());
  return place;
}

async function open(place: Pick<TestDatabase, 'databaseUrl' | 'folder'>): Promise<Database> {
  const database = await openDatabase(place);
  onTestFinished(() => database.close());
  return database;
}

/** Fills a disk until so many megabytes are left. */
async function leaveRoom(disk: string, megabytes: number): Promise<void> {
  const ballast = join(disk, 'ballast');
  await rm(ballast, { force: true });
  const { bavail, bsize } = await statfs(disk);
  await writeFile(ballast, Buffer.alloc(bavail * bsize - megabytes * 2 ** 20));
}

async function endConnections(database: Database): Promise<void> {
  await endOtherConnections(database);
  await sql`select pg_terminate_backend(pg_backend_pid())`.execute(database.tables);
}

async function endOtherConnections({ tables }: Database): Promise<void> {
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`.execute(tables);
}
