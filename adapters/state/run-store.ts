import { sql } from 'kysely';
import type { RunStore } from '../../contracts/runs.js';
import { callDatabase, writeDatabase } from './call-database.js';
import { createRun } from './create-run.js';
import type { Database } from './database.js';
import { endRun } from './end-run.js';
import { listOpenRuns, listRuns } from './list-runs.js';
import { RUN_CHANNEL } from './run-channel.js';
import { toRun } from './run-row.js';
import { storableJson, storableText } from './storable-json.js';

/** The run table. Throws ServiceError: unavailable, refused, storage-full. */
export function createRunStore(database: Database): RunStore {
  const { tables } = database;
  return {
    create: (run) => writeDatabase(database, () => createRun(tables, run)),
    list: (filter) => callDatabase(() => listRuns(tables, filter)),
    listOpen: (limit) => callDatabase(() => listOpenRuns(tables, limit)),
    end: (id, outcome) => writeDatabase(database, () => endRun(tables, id, outcome)),

    find: (id) =>
      callDatabase(async () => {
        const row = await tables
          .selectFrom('runs')
          .selectAll()
          .where('id', '=', storableText(id))
          .executeTakeFirst();
        return row === undefined ? undefined : toRun(row);
      }),

    begin: (id) =>
      writeDatabase(database, async () => {
        const { numUpdatedRows } = await open(id)
          .set({ status: 'running', started_at: sql`coalesce(started_at, now())` })
          .executeTakeFirst();
        return numUpdatedRows > 0n;
      }),

    keepPartial: (id, result) =>
      writeDatabase(database, async () => {
        await open(id)
          .set({ result: storableJson(result) })
          .execute();
      }),

    releaseIdempotencyKey: (id) =>
      callDatabase(async () => {
        await tables
          .updateTable('runs')
          .set({ idempotency_key: null })
          .where('id', '=', storableText(id))
          .execute();
      }),

    remove: (id) =>
      callDatabase(async () => {
        const removed = await tables
          .deleteFrom('runs')
          .where('id', '=', storableText(id))
          .returning(sql`pg_notify(${RUN_CHANNEL}, id)`.as('told'))
          .execute();
        return removed.length > 0;
      }),
  };

  /** An update of a run that has not ended. */
  function open(id: string) {
    return tables
      .updateTable('runs')
      .where('id', '=', storableText(id))
      .where('status', 'in', ['queued', 'running']);
  }
}
