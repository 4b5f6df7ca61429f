import { type Kysely, sql, type Transaction } from 'kysely';
import type { BatchStatus, EndedBatchStatus } from '../../../contracts/batches.js';
import type { RunError } from '../../../contracts/runs.js';
import { storableJson } from '../storable-json.js';
import type { Tables } from '../tables.js';
import { changeBatch, changeItems } from './change-batch.js';

export async function beginBatch(db: Kysely<Tables>, id: string): Promise<boolean> {
  let open = false;
  await changeBatch(db, id, async (transaction, batch) => {
    open = !batch.ended;
    if (batch.status !== 'queued') return false;
    await setStatus(transaction, batch.id, { status: 'running' });
    return true;
  });
  return open;
}

export async function pauseBatch(
  db: Kysely<Tables>,
  id: string,
  paused: boolean,
): Promise<boolean> {
  let open = false;
  await changeBatch(db, id, async (transaction, batch) => {
    open = !batch.ended;
    if (batch.ended || (batch.status === 'paused') === paused) return false;
    await setStatus(transaction, batch.id, { status: paused ? 'paused' : 'running' });
    return true;
  });
  return open;
}

/** Ends a batch of which nothing waits or runs any more; false while something does. */
export async function completeBatch(db: Kysely<Tables>, id: string): Promise<boolean> {
  let ended = false;
  await changeBatch(db, id, async (transaction, batch) => {
    ended = batch.ended || !(await hasOpenItems(transaction, batch.id));
    if (batch.ended || !ended) return false;
    await setStatus(transaction, batch.id, { status: 'completed' });
    return true;
  });
  return ended;
}

/** Ends a batch before its time: what waits is cancelled. */
export async function endBatch(
  db: Kysely<Tables>,
  id: string,
  { status, error }: { readonly status: EndedBatchStatus; readonly error?: RunError | undefined },
): Promise<boolean> {
  return changeBatch(db, id, async (transaction, batch) => {
    if (batch.ended) return false;
    await changeItems(transaction, batch, {
      set: sql`status = 'cancelled', ended_at = now()`,
      where: sql`status = 'waiting'`,
    });
    await setStatus(transaction, batch.id, { status, error });
    return true;
  });
}

/** Has what failed, timed out or was cancelled wait again; gives how many items that are. */
export async function retryBatch(db: Kysely<Tables>, id: string): Promise<number> {
  let retried = 0;
  await changeBatch(db, id, async (transaction, batch) => {
    retried = await changeItems(transaction, batch, {
      set: sql`status = 'waiting', run_id = null, error = null, started_at = null, ended_at = null`,
      where: sql`status in ('failed', 'timed_out', 'cancelled')`,
    });
    if (retried > 0 && batch.ended) await setStatus(transaction, batch.id, { status: 'queued' });
    return retried > 0;
  });
  return retried;
}

async function hasOpenItems(transaction: Transaction<Tables>, id: string): Promise<boolean> {
  const item = await transaction
    .selectFrom('batch_items')
    .select('position')
    .where('batch_id', '=', id)
    .where('status', 'in', ['waiting', 'running'])
    .executeTakeFirst();
  return item !== undefined;
}

export async function setStatus(
  transaction: Transaction<Tables>,
  id: string,
  { status, error }: { readonly status: BatchStatus; readonly error?: RunError | undefined },
): Promise<void> {
  const ended = status === 'completed' || status === 'failed' || status === 'cancelled';
  await transaction
    .updateTable('batches')
    .set({
      status,
      error: error === undefined ? null : storableJson(error),
      started_at: sql`case when ${status === 'running'} then coalesce(started_at, now()) else started_at end`,
      ended_at: ended ? sql`now()` : null,
    })
    .where('id', '=', id)
    .execute();
}
