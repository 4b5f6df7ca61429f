import { type Kysely, sql } from 'kysely';
import type { DocumentInfo } from '../../../contracts/document-parsing.js';
import type { GivenUp, ServedEdition } from '../../../contracts/document-store.js';
import { storableJson, storableText } from '../storable-json.js';
import type { Tables } from '../tables.js';

/** What one ingestion does to its document; each changes nothing when another one is in charge by now. */
interface Ingestion {
  readonly id: string;
  readonly runId: string;
}

export async function requeue(db: Kysely<Tables>, { id, runId }: Ingestion): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('documents')
    .set((value) => ({
      status: 'queued',
      run_id: runId,
      error: null,
      updated_at: value.fn('now'),
    }))
    .where('id', '=', id)
    .where('status', 'in', ['indexed', 'failed', 'cancelled'])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function begin(db: Kysely<Tables>, ingestion: Ingestion): Promise<boolean> {
  const { numUpdatedRows } = await inCharge(db, ingestion)
    .set((value) => ({ status: 'processing', updated_at: value.fn('now') }))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function describe(
  db: Kysely<Tables>,
  ingestion: Ingestion,
  info: DocumentInfo,
): Promise<void> {
  await inCharge(db, ingestion)
    .set({
      media_type: storableText(info.mediaType),
      title: storableText(info.title),
      language: info.language,
      pages: info.pageCount,
      warnings: storableJson(info.warnings),
    })
    .execute();
}

export async function commit(
  db: Kysely<Tables>,
  ingestion: Ingestion,
  { edition, space, chunks }: ServedEdition,
): Promise<boolean> {
  const committed = await inCharge(db, ingestion)
    .where(goesOn(ingestion.runId))
    .set((value) => ({
      status: 'indexed',
      edition,
      space: storableText(space),
      chunks,
      error: null,
      updated_at: value.fn('now'),
      indexed_at: value.fn('now'),
    }))
    .executeTakeFirst();
  if (committed.numUpdatedRows > 0n) return true;
  const known = await db
    .selectFrom('documents')
    .select('id')
    .where('id', '=', ingestion.id)
    .where('run_id', '=', ingestion.runId)
    .where('status', '=', 'indexed')
    .where('edition', '=', edition)
    .executeTakeFirst();
  return known !== undefined;
}

export async function giveUp(
  db: Kysely<Tables>,
  ingestion: Ingestion,
  { status, error }: GivenUp,
): Promise<void> {
  await inCharge(db, ingestion)
    .set((value) => ({
      status: sql`case when edition is null then ${status} else 'indexed' end`,
      error: error === null ? null : storableJson(error),
      updated_at: value.fn('now'),
    }))
    .execute();
}

/**
 * Whether the run of an ingestion has not ended; its row is held until the commit is made. So whoever finds the run
 * ended knows that nothing of it will be served any more, and may clear it away.
 */
function goesOn(runId: string) {
  const status = sql`(select status from runs where id = ${runId} for share)`;
  return sql<boolean>`coalesce(${status}, 'running') in ('queued', 'running')`;
}

function inCharge(db: Kysely<Tables>, { id, runId }: Ingestion) {
  return db
    .updateTable('documents')
    .where('id', '=', id)
    .where('run_id', '=', runId)
    .where('status', 'in', ['queued', 'processing']);
}
