import type { Kysely } from 'kysely';
import type { NewSchedule, StoredSchedule } from '../../../contracts/schedule-store.js';
import { storableJson, storableText } from '../storable-json.js';
import type { Tables } from '../tables.js';
import { toSchedule } from './schedule-row.js';

/** Enters a schedule, or finds the one that has the owner's idempotency key. */
export async function createSchedule(
  db: Kysely<Tables>,
  schedule: NewSchedule,
  idempotencyKey?: string,
): Promise<{ readonly schedule: StoredSchedule; readonly created: boolean }> {
  const key = idempotencyKey === undefined ? null : storableText(idempotencyKey);
  const entered = await db
    .insertInto('schedules')
    .values({
      id: storableText(schedule.id),
      owner: storableText(schedule.owner),
      key_id: schedule.keyId ?? null,
      name: schedule.name === null ? null : storableText(schedule.name),
      timing: storableJson(schedule.timing),
      target: storableJson(schedule.target),
      title: storableText(schedule.title),
      questions: schedule.questions,
      kinds: [...schedule.kinds],
      paused: schedule.paused,
      idempotency_key: key,
      fingerprint: schedule.fingerprint,
    })
    .onConflict((conflict) => conflict.columns(['owner', 'idempotency_key']).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (entered !== undefined) return { schedule: toSchedule(entered), created: true };
  const known = await db
    .selectFrom('schedules')
    .selectAll()
    .where('owner', '=', storableText(schedule.owner))
    .where('idempotency_key', '=', key)
    .executeTakeFirstOrThrow();
  return { schedule: toSchedule(known), created: false };
}
