import { type Kysely, sql } from 'kysely';
import {
  type BegunItem,
  type NextItem,
  QUESTIONS_PER_OBJECT,
  type WantedItems,
} from '../../../contracts/batch-store.js';
import { createRun } from '../create-run.js';
import { storableText } from '../storable-json.js';
import type { Tables } from '../tables.js';
import { changeBatch, changeItems } from './change-batch.js';
import { setStatus } from './end-batch.js';

/**
 * Items that run although nobody watches them, then waiting ones, in order: a worker may have marked items as running
 * and died before anybody heard of it.
 */
export async function nextItems(
  db: Kysely<Tables>,
  id: string,
  { inFlight, limit, waiting }: WantedItems,
): Promise<readonly NextItem[]> {
  const rows = await db
    .selectFrom('batch_items')
    .innerJoin('batches', 'batches.id', 'batch_items.batch_id')
    .select(['position', 'batch_items.status', 'attempts', 'item_keys'])
    .where('batch_id', '=', storableText(id))
    .where('batches.ended_at', 'is', null)
    .where('batch_items.status', 'in', waiting ? ['running', 'waiting'] : ['running'])
    .where(sql<boolean>`position <> all(${[...inFlight]}::integer[])`)
    .orderBy('batch_items.status') // running before waiting
    .orderBy('position')
    .limit(limit)
    .execute();
  return rows.map(({ position, status, attempts, item_keys }) => ({
    position,
    attempt: status === 'running' ? attempts : attempts + 1,
    key: item_keys?.[Math.floor((position - 1) / QUESTIONS_PER_OBJECT)] ?? '',
  }));
}

/** Enters the runs of items and marks these as running, all or none; items that run already stay as they are. */
export async function beginItems(
  db: Kysely<Tables>,
  id: string,
  items: readonly BegunItem[],
): Promise<void> {
  await changeBatch(db, id, async (transaction, batch) => {
    if (batch.ended) return false;
    if (batch.status === 'queued') await setStatus(transaction, batch.id, { status: 'running' });
    const keyId = await keyOf(transaction, batch.id);
    for (const { run } of items) await createRun(transaction, { ...run, keyId });
    const begun = await changeItems(transaction, batch, {
      set: sql`
        status = 'running', attempts = attempts + 1, started_at = now(), ended_at = null, error = null,
        run_id = (
          select given.run_id
          from unnest(
            ${items.map(({ position }) => position)}::integer[],
            ${items.map(({ run }) => storableText(run.id))}::text[]
          ) as given (position, run_id)
          where given.position = item.position
        )`,
      where: sql`status = 'waiting' and position = any(${items.map(({ position }) => position)}::integer[])`,
    });
    return begun > 0;
  });
}

/** The key that a batch was sent with, which its runs count towards. */
async function keyOf(db: Kysely<Tables>, id: string): Promise<string | null> {
  const row = await db
    .selectFrom('batches')
    .select('key_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.key_id;
}
