import { type Kysely, type Selectable, sql } from 'kysely';
import type { BatchFilter, StoredBatch } from '../../../contracts/batch-store.js';
import { afterRow, CREATED_MS } from '../after-row.js';
import { asksOnly } from '../asks-only.js';
import { pageOf } from '../page-of.js';
import { storableText } from '../storable-json.js';
import type { Tables } from '../tables.js';
import { toBatch, toCounts } from './batch-row.js';
import type { BatchesTable } from './batch-tables.js';

export async function findBatch(db: Kysely<Tables>, id: string): Promise<StoredBatch | undefined> {
  const row = await db
    .selectFrom('batches')
    .selectAll()
    .where('id', '=', storableText(id))
    .executeTakeFirst();
  return row === undefined ? undefined : (await withCounts(db, [row]))[0];
}

/** An owner's batches, newest first, and how many there are in all. */
export async function listBatches(
  db: Kysely<Tables>,
  { owner, kinds, status, limit, offset }: BatchFilter,
): Promise<{ readonly batches: readonly StoredBatch[]; readonly total: number }> {
  let matching = db.selectFrom('batches').where('owner', '=', storableText(owner));
  if (kinds !== undefined) matching = matching.where(asksOnly(kinds));
  if (status !== undefined) matching = matching.where('status', '=', status);
  const newest = matching.selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc');
  const { rows, total } = await pageOf(newest, { limit, offset });
  return { batches: await withCounts(db, rows), total };
}

/** Batches that have not ended, oldest first, those after a place among them. */
export async function listOpenBatches(
  db: Kysely<Tables>,
  limit: number,
  after?: Pick<StoredBatch, 'id' | 'createdAt'>,
): Promise<readonly StoredBatch[]> {
  const rows = await db
    .selectFrom('batches')
    .selectAll()
    .where('ended_at', 'is', null)
    .where(afterRow(after))
    .orderBy(CREATED_MS)
    .orderBy('id')
    .limit(limit)
    .execute();
  return withCounts(db, rows);
}

async function withCounts(
  db: Kysely<Tables>,
  rows: readonly Selectable<BatchesTable>[],
): Promise<StoredBatch[]> {
  if (rows.length === 0) return [];
  const counted = await db
    .selectFrom('batch_items')
    .select(({ fn }) => ['batch_id', 'status', fn.countAll<string>().as('items')])
    .where(sql<boolean>`batch_id = any(${rows.map(({ id }) => id)}::text[])`)
    .groupBy(['batch_id', 'status'])
    .execute();
  return rows.map((row) =>
    toBatch(row, toCounts(counted.filter(({ batch_id }) => batch_id === row.id))),
  );
}
