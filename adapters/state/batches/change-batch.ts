import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { BatchStatus } from '../../../contracts/batches.js';
import { storableText } from '../storable-json.js';
import type { Tables } from '../tables.js';
import { BATCH_CHANNEL } from './batch-channel.js';

export interface LockedBatch {
  readonly id: string;
  readonly status: BatchStatus;
  readonly ended: boolean;
  readonly version: number;
}

/**
 * Changes a batch and its items under the lock of the batch's row, and tells followers when `change` says that it
 * changed something. Gives what it said; false for a batch that is not there.
 */
export async function changeBatch(
  db: Kysely<Tables>,
  batchId: string,
  change: (transaction: Transaction<Tables>, batch: LockedBatch) => Promise<boolean>,
): Promise<boolean> {
  const id = storableText(batchId);
  return db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async (transaction) => {
      const row = await transaction
        .selectFrom('batches')
        .select(['status', 'version', 'ended_at'])
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      if (row === undefined) return false;
      const { status, version } = row;
      const changed = await change(transaction, {
        id,
        status,
        version,
        ended: row.ended_at !== null,
      });
      if (changed) await countUp(transaction, id);
      return changed;
    });
}

/** The batch's own version is above those of all its items. */
async function countUp(transaction: Transaction<Tables>, id: string): Promise<void> {
  await sql`
    update batches
    set version = 1 + greatest(
      version,
      (select coalesce(max(item.version), 0) from batch_items item where item.batch_id = ${id})
    )
    where id = ${id}`.execute(transaction);
  await sql`select pg_notify(${BATCH_CHANNEL}, ${id})`.execute(transaction);
}

/** Sets columns of the items that fit, each with a version of its own after the batch's; gives how many. */
export async function changeItems(
  transaction: Transaction<Tables>,
  { id, version }: LockedBatch,
  { set, where }: { readonly set: RawBuilder<unknown>; readonly where: RawBuilder<unknown> },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update batch_items item
    set ${set}, version = ${version}::integer + chosen.place
    from (
      select position, row_number() over (order by position) as place
      from batch_items item
      where batch_id = ${id} and ${where}
    ) chosen
    where item.batch_id = ${id} and item.position = chosen.position`.execute(transaction);
  return Number(numAffectedRows ?? 0);
}
