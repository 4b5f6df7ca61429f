import { type Kysely, sql } from 'kysely';
import { kindsOf } from '../../../contracts/batch-lines.js';
import type { NewBatch, NewItem, StoredBatch } from '../../../contracts/batch-store.js';
import { ServiceError } from '../../../contracts/failures.js';
import { storableJson, storableText } from '../storable-json.js';
import type { Tables } from '../tables.js';
import { findBatch } from './list-batches.js';

/** Items that one statement inserts. */
const ITEMS_AT_ONCE = 1_000;

/** Enters a queued batch whole or not at all, or finds the one that has its id or the owner's idempotency key. */
export async function createBatch(
  db: Kysely<Tables>,
  batch: NewBatch,
  usualWindow: number,
): Promise<{ readonly batch: StoredBatch; readonly created: boolean }> {
  const created = await insert(db, batch, usualWindow);
  const known = await findBatch(db, created ? batch.id : await idOfKnown(db, batch));
  if (known !== undefined) return { batch: known, created };
  throw new ServiceError(
    'unavailable',
    `The batch ${batch.id} could neither be created nor found.`,
  );
}

async function insert(db: Kysely<Tables>, batch: NewBatch, usualWindow: number): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('batches')
      .values({
        id: storableText(batch.id),
        owner: storableText(batch.owner),
        name: batch.name === null ? null : storableText(batch.name),
        status: 'queued',
        window_size: batch.window ?? usualWindow,
        total: batch.items.length,
        kinds: kindsOf(batch.items),
        item_keys: storableJson(batch.itemKeys),
        workflow_id: storableText(batch.workflowId),
        parent_workflow_id: batch.parentWorkflowId ?? null,
        fingerprint: batch.fingerprint,
        idempotency_key: storableKey(batch),
        key_id: batch.keyId ?? null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 0n) return false;
    for (let from = 0; from < batch.items.length; from += ITEMS_AT_ONCE)
      await insertItems(transaction, batch, from);
    return true;
  });
}

async function insertItems(db: Kysely<Tables>, batch: NewBatch, from: number): Promise<void> {
  const items = batch.items.slice(from, from + ITEMS_AT_ONCE);
  const column = <T>(of: (item: NewItem) => T) => items.map(of);
  await sql`
    insert into batch_items (batch_id, position, line, kind, title, status, error)
    select ${storableText(batch.id)}, ${from}::integer + place, line, kind, title,
      case when error is null then 'waiting' else 'invalid' end, error::json
    from unnest(
      ${column(({ line }) => line)}::integer[],
      ${column(({ kind }) => kind)}::text[],
      ${column(({ title }) => storableText(title))}::text[],
      ${column(({ error }) => (error === null ? null : storableJson(error)))}::text[]
    ) with ordinality as given (line, kind, title, error, place)`.execute(db);
}

async function idOfKnown(db: Kysely<Tables>, batch: NewBatch): Promise<string> {
  const row = await db
    .selectFrom('batches')
    .select('id')
    .where('owner', '=', storableText(batch.owner))
    .where((where) =>
      where.or([
        where('id', '=', storableText(batch.id)),
        where('idempotency_key', '=', storableKey(batch)),
      ]),
    )
    .executeTakeFirst();
  return row?.id ?? batch.id;
}

function storableKey({ idempotencyKey }: NewBatch): string | null {
  return idempotencyKey === undefined ? null : storableText(idempotencyKey);
}
