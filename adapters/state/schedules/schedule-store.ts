import { type Kysely, sql } from 'kysely';
import type { ScheduleStore } from '../../../contracts/schedule-store.js';
import { asksOnly } from '../asks-only.js';
import { callDatabase } from '../call-database.js';
import type { Database } from '../database.js';
import { pageOf } from '../page-of.js';
import { storableText } from '../storable-json.js';
import type { Tables } from '../tables.js';
import { createSchedule } from './create-schedule.js';
import { toSchedule } from './schedule-row.js';
import {
  addScheduleRun,
  keepScheduleNews,
  lastCompletedBefore,
  listScheduleRuns,
} from './schedule-runs.js';

/** The tables of schedules. Throws ServiceError: unavailable, refused, storage-full. */
export function createScheduleStore(database: Database): ScheduleStore {
  const { tables } = database;
  return {
    async create(schedule, idempotencyKey) {
      await database.assertRoom('new-work');
      return callDatabase(() => createSchedule(tables, schedule, idempotencyKey));
    },
    confirm: (id) => callDatabase(() => set(tables, id, { confirmed: true })),
    find: (id) =>
      callDatabase(async () => {
        const row = await tables
          .selectFrom('schedules')
          .selectAll()
          .where('id', '=', storableText(id))
          .executeTakeFirst();
        return row === undefined ? undefined : toSchedule(row);
      }),
    list: (filter) => callDatabase(() => list(tables, filter)),
    listUnconfirmed: (olderThanMs) =>
      callDatabase(async () => {
        const rows = await tables
          .selectFrom('schedules')
          .selectAll()
          .where('confirmed', '=', false)
          .where(sql<boolean>`created_at <= now() - ${olderThanMs} * interval '1 millisecond'`)
          .execute();
        return rows.map(toSchedule);
      }),
    listConfirmed: () =>
      callDatabase(async () => {
        const known = tables.selectFrom('schedules').selectAll().where('confirmed', '=', true);
        return (await known.execute()).map(toSchedule);
      }),
    setPaused: (id, paused) => callDatabase(() => set(tables, id, { paused })),
    remove: (id) =>
      callDatabase(async () => {
        const { numDeletedRows } = await tables
          .deleteFrom('schedules')
          .where('id', '=', storableText(id))
          .executeTakeFirst();
        return numDeletedRows > 0n;
      }),

    addRun: (run) => callDatabase(() => addScheduleRun(tables, run)),
    runs: (id, page) => callDatabase(() => listScheduleRuns(tables, id, page)),
    lastCompletedBefore: (id, runId) => callDatabase(() => lastCompletedBefore(tables, id, runId)),
    keepNews: (scheduleId, runId, news) =>
      callDatabase(() => keepScheduleNews(tables, { scheduleId, runId }, news)),
  };
}

async function list(
  db: Kysely<Tables>,
  { owner, kinds, limit, offset }: Parameters<ScheduleStore['list']>[0],
): ReturnType<ScheduleStore['list']> {
  let matching = db.selectFrom('schedules').where('owner', '=', storableText(owner));
  if (kinds !== undefined) matching = matching.where(asksOnly(kinds));
  const newest = matching.selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc');
  const { rows, total } = await pageOf(newest, { limit, offset });
  return { schedules: rows.map(toSchedule), total };
}

async function set(
  db: Kysely<Tables>,
  id: string,
  columns: { readonly paused?: boolean; readonly confirmed?: boolean },
): Promise<void> {
  await db.updateTable('schedules').set(columns).where('id', '=', storableText(id)).execute();
}
