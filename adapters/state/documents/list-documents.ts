import { type Kysely, sql } from 'kysely';
import type {
  DocumentFilter,
  StoredDocument,
  UnsettledDocument,
} from '../../../contracts/document-store.js';
import { pageOf } from '../page-of.js';
import { storableText } from '../storable-json.js';
import type { Tables } from '../tables.js';
import { selectDocuments, toDocument } from './document-row.js';

/** An owner's documents, newest first, and how many there are in all. */
export async function listDocuments(
  db: Kysely<Tables>,
  { owner, collectionId, status, limit, offset }: DocumentFilter,
): Promise<{ readonly documents: readonly StoredDocument[]; readonly total: number }> {
  let matching = selectDocuments(db)
    .where('owner', '=', storableText(owner))
    .where('status', '<>', 'deleting');
  if (status !== undefined) matching = matching.where('status', '=', status);
  if (collectionId !== undefined) {
    const inIt = db
      .selectFrom('collection_documents')
      .select('document_id')
      .where('collection_id', '=', storableText(collectionId));
    matching = matching.where('documents.id', 'in', inIt);
  }
  const newest = matching.orderBy('created_at', 'desc').orderBy('id', 'desc');
  const { rows, total } = await pageOf(newest, { limit, offset });
  return { documents: rows.map(toDocument), total };
}

/** Entries that were made so long ago that nobody is sending them any more. */
export async function listAbandoned(
  db: Kysely<Tables>,
  olderThanSeconds: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('documents')
    .select('id')
    .where('status', '=', 'uploading')
    .where(sql<boolean>`updated_at <= now() - make_interval(secs => ${olderThanSeconds})`)
    .execute();
  return rows.map(({ id }) => id);
}

/** Documents that wait for an ingestion which has ended, or which is not there. */
export async function listUnsettled(
  db: Kysely<Tables>,
  limit: number,
): Promise<UnsettledDocument[]> {
  const rows = await selectDocuments(db)
    .leftJoin('runs', 'runs.id', 'documents.run_id')
    .select(['runs.status as run_status', 'runs.error as run_error'])
    .where('documents.status', 'in', ['queued', 'processing'])
    .where((where) =>
      where.or([
        where('runs.id', 'is', null),
        where('runs.status', 'not in', ['queued', 'running']),
      ]),
    )
    .orderBy('documents.created_at')
    .limit(limit)
    .execute();
  return rows.map(({ run_status, run_error, ...row }) => ({
    document: toDocument(row),
    run: run_status === null ? null : { status: run_status, error: run_error },
  }));
}

export async function listHidden(db: Kysely<Tables>, limit: number): Promise<StoredDocument[]> {
  const rows = await selectDocuments(db).where('status', '=', 'deleting').limit(limit).execute();
  return rows.map(toDocument);
}
