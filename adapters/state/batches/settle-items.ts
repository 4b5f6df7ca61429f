import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.js';
import { changeBatch, changeItems } from './change-batch.js';

/** A run that was deleted under its item has no status of its own any more. */
const DELETED = JSON.stringify({ error: 'session_deleted', message: 'The session was deleted' });

/** Running items whose run has ended or is gone. */
const SETTLED = sql`
  item.status = 'running' and not exists (
    select from runs where runs.id = item.run_id and runs.status in ('queued', 'running')
  )`;

/** Takes over how the runs of running items ended. */
export async function settleItems(db: Kysely<Tables>, batchId: string): Promise<void> {
  await changeBatch(db, batchId, async (transaction, batch) => {
    const settled = await changeItems(transaction, batch, {
      set: sql`
        status = coalesce((select runs.status from runs where runs.id = item.run_id), 'cancelled'),
        error = case
          when exists (select from runs where runs.id = item.run_id)
          then (select runs.error from runs where runs.id = item.run_id)
          else ${DELETED}::json
        end,
        ended_at = coalesce(
          (select runs.completed_at from runs where runs.id = item.run_id), now()
        )`,
      where: SETTLED,
    });
    return settled > 0;
  });
}

/** The same for every batch that has such items. */
export async function settleAllItems(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ batch_id: string }>`
    select distinct batch_id from batch_items item where ${SETTLED}`.execute(db);
  for (const { batch_id } of rows) await settleItems(db, batch_id);
}
