import { type Kysely, sql } from 'kysely';
import type { NewScheduleRun, StoredScheduleRun } from '../../../contracts/schedule-store.js';
import type { BatchNews, NewSinceLastRun } from '../../../contracts/schedules.js';
import { storableJson, storableText } from '../storable-json.js';
import type { Tables } from '../tables.js';

interface Page {
  readonly limit: number;
  readonly offset: number;
}

export async function addScheduleRun(db: Kysely<Tables>, run: NewScheduleRun): Promise<void> {
  await db
    .insertInto('schedule_runs')
    .values({
      schedule_id: storableText(run.scheduleId),
      id: storableText(run.id),
      runs: run.runs,
      scheduled_at: run.scheduledAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The runs of a schedule with how they stand, newest first. */
export async function listScheduleRuns(
  db: Kysely<Tables>,
  scheduleId: string,
  { limit, offset }: Page,
): Promise<{ readonly runs: readonly StoredScheduleRun[]; readonly total: number }> {
  const id = storableText(scheduleId);
  const { total } = await db
    .selectFrom('schedule_runs')
    .select(({ fn }) => fn.countAll<string>().as('total'))
    .where('schedule_id', '=', id)
    .executeTakeFirstOrThrow();
  const rows = await standing(db, id)
    .orderBy('scheduled_at', 'desc')
    .orderBy('added_at', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  const runs = rows.map(
    (row): StoredScheduleRun => ({
      scheduleId,
      id: row.id,
      runs: row.runs,
      scheduledAt: row.scheduled_at.toISOString(),
      status: row.run_status ?? row.batch_status ?? undefined,
      endedAt: (row.completed_at ?? row.ended_at)?.toISOString() ?? null,
      news: row.news,
    }),
  );
  return { runs, total: Number(total) };
}

/** The newest completed run that was due, or added where both were due at once, before another. */
export async function lastCompletedBefore(
  db: Kysely<Tables>,
  scheduleId: string,
  runId: string,
): Promise<string | undefined> {
  const row = await standing(db, storableText(scheduleId))
    .where(
      sql<boolean>`(scheduled_at, added_at) < (
        select own.scheduled_at, own.added_at from schedule_runs own
        where own.schedule_id = schedule_runs.schedule_id and own.id = ${storableText(runId)}
      )`,
    )
    .where((where) =>
      where.or([where('runs.status', '=', 'completed'), where('batches.status', '=', 'completed')]),
    )
    .orderBy('scheduled_at', 'desc')
    .orderBy('added_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

export async function keepScheduleNews(
  db: Kysely<Tables>,
  { scheduleId, runId }: { readonly scheduleId: string; readonly runId: string },
  news: NewSinceLastRun | BatchNews,
): Promise<void> {
  await db
    .updateTable('schedule_runs')
    .set({ news: storableJson(news) })
    .where('schedule_id', '=', storableText(scheduleId))
    .where('id', '=', storableText(runId))
    .execute();
}

function standing(db: Kysely<Tables>, scheduleId: string) {
  return db
    .selectFrom('schedule_runs')
    .leftJoin('runs', 'runs.id', 'schedule_runs.id')
    .leftJoin('batches', 'batches.id', 'schedule_runs.id')
    .select(['schedule_runs.id', 'schedule_runs.runs', 'scheduled_at', 'news'])
    .select(['runs.status as run_status', 'batches.status as batch_status'])
    .select(['runs.completed_at', 'batches.ended_at'])
    .where('schedule_id', '=', scheduleId);
}
