import { sql } from 'kysely';
import type { RunStore } from '../../contracts/runs.js';
import { callDatabase } from './call-database.js';
import { createRun } from './create-run.js';
import type { Database } from './database.js';
import { endRun } from './end-run.js';
import { listOpenRuns, listRuns } from './list-runs.js';
import { roundSeconds } from './round-seconds.js';
import { RUN_CHANNEL, RUN_END } from './run-channel.js';
import { toRun } from './run-row.js';
import { storableJson, storableText } from './storable-json.js';

/** The run table. Throws ServiceError: unavailable, refused, storage-full. */
export function createRunStore(database: Database): RunStore {
  const { tables } = database;
  return {
    async create(run) {
      await database.assertRoom('new-work');
      return callDatabase(() => createRun(tables, run));
    },

    list: (filter) => callDatabase(() => listRuns(tables, filter)),
    listOpen: (limit, after) => callDatabase(() => listOpenRuns(tables, limit, after)),
    // Without asking for room: it is small, and the only way to tell of a full disk.
    end: (id, outcome) => callDatabase(() => endRun(tables, id, outcome)),

    find: (id) =>
      callDatabase(async () => {
        const row = await tables
          .selectFrom('runs')
          .selectAll()
          .where('id', '=', storableText(id))
          .executeTakeFirst();
        return row === undefined ? undefined : toRun(row);
      }),

    async begin(id) {
      await database.assertRoom('work-in-hand');
      return callDatabase(async () => {
        const { numUpdatedRows } = await open(id)
          .set({ status: 'running', started_at: sql`coalesce(started_at, now())` })
          .executeTakeFirst();
        return numUpdatedRows > 0n;
      });
    },

    async keepPartial(id, result) {
      await database.assertRoom('work-in-hand');
      const json = storableJson(result);
      await callDatabase(() => open(id).set({ result: json }).execute());
    },

    researchRoundSeconds: (mode) => callDatabase(() => roundSeconds(tables, storableText(mode))),

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
          .returning(sql`pg_notify(${RUN_CHANNEL}, id || ${RUN_END})`.as('told'))
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
