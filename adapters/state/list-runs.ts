import type { Kysely } from 'kysely';
import type { Run, RunFilter } from '../../contracts/runs.js';
import { afterRow, CREATED_MS } from './after-row.js';
import { pageOf } from './page-of.js';
import { toRun } from './run-row.js';
import { storableText } from './storable-json.js';
import type { Tables } from './tables.js';

/** An owner's runs, newest first, and how many there are in all. */
export async function listRuns(
  db: Kysely<Tables>,
  { owner, kinds, status, limit, offset }: RunFilter,
): Promise<{ readonly runs: readonly Run[]; readonly total: number }> {
  let matching = db.selectFrom('runs').where('owner', '=', storableText(owner));
  if (kinds !== undefined) matching = matching.where('kind', 'in', kinds);
  if (status !== undefined) matching = matching.where('status', '=', status);
  const newest = matching.selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc');
  const { rows, total } = await pageOf(newest, { limit, offset });
  return { runs: rows.map(toRun), total };
}

/** Queued and running runs, oldest first, those after a place among them. */
export async function listOpenRuns(
  db: Kysely<Tables>,
  limit: number,
  after?: Pick<Run, 'id' | 'createdAt'>,
): Promise<readonly Run[]> {
  const rows = await db
    .selectFrom('runs')
    .selectAll()
    .where('status', 'in', ['queued', 'running'])
    .where(afterRow(after))
    .orderBy(CREATED_MS)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(toRun);
}
