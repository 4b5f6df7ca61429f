import type { Kysely } from 'kysely';
import type { BatchPage, ItemWithResult, StoredItem } from '../../../contracts/batch-store.js';
import type { BatchItemStatus } from '../../../contracts/batches.js';
import { storableText } from '../storable-json.js';
import type { Tables } from '../tables.js';
import { toItem } from './batch-row.js';

/** A page of a batch's items, in order, and how many fit in all. */
export async function listItems(
  db: Kysely<Tables>,
  id: string,
  { status, limit, offset }: { readonly status?: BatchItemStatus | undefined } & BatchPage,
): Promise<{ readonly items: readonly StoredItem[]; readonly total: number }> {
  let matching = db.selectFrom('batch_items').where('batch_id', '=', storableText(id));
  if (status !== undefined) matching = matching.where('status', '=', status);
  const { total } = await matching
    .select(({ fn }) => fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await matching.selectAll().orderBy('position').limit(limit).offset(offset).execute();
  return { items: rows.map(toItem), total: Number(total) };
}

/** Items after a position, in order, each with the result of its run. */
export async function listResults(
  db: Kysely<Tables>,
  { id, after, limit }: { readonly id: string; readonly after: number; readonly limit: number },
): Promise<readonly ItemWithResult[]> {
  const rows = await db
    .selectFrom('batch_items')
    .leftJoin('runs', 'runs.id', 'batch_items.run_id')
    .selectAll('batch_items')
    .select('runs.result')
    .where('batch_id', '=', storableText(id))
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...toItem(row), result: row.result }));
}

/** Items that changed after a version, in the order they changed. */
export async function listChanged(
  db: Kysely<Tables>,
  { id, after, limit }: { readonly id: string; readonly after: number; readonly limit: number },
): Promise<readonly StoredItem[]> {
  const rows = await db
    .selectFrom('batch_items')
    .selectAll()
    .where('batch_id', '=', storableText(id))
    .where('version', '>', after)
    .orderBy('version')
    .limit(limit)
    .execute();
  return rows.map(toItem);
}

/** The newest runs of a batch's items; of those under way alone with `running`. */
export async function listRunIds(
  db: Kysely<Tables>,
  id: string,
  status?: BatchItemStatus,
): Promise<readonly string[]> {
  let matching = db
    .selectFrom('batch_items')
    .select('run_id')
    .where('batch_id', '=', storableText(id))
    .where('run_id', 'is not', null);
  if (status !== undefined) matching = matching.where('status', '=', status);
  const rows = await matching.orderBy('position').execute();
  return rows.flatMap(({ run_id }) => (run_id === null ? [] : [run_id]));
}
