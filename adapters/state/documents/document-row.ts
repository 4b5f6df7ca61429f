import { type Kysely, type Selectable, sql } from 'kysely';
import type { StoredDocument } from '../../../contracts/document-store.js';
import type { DocumentsTable, Tables } from '../tables.js';

type DocumentRow = Selectable<DocumentsTable> & { readonly collection_ids: readonly string[] };

/** Documents whose bytes have come, with the collections they are in. */
export function selectDocuments(db: Kysely<Tables>) {
  return db
    .selectFrom('documents')
    .selectAll('documents')
    .select(
      sql<string[]>`array(
        select collection_id from collection_documents
        where document_id = documents.id order by collection_id
      )`.as('collection_ids'),
    )
    .where('documents.status', '<>', 'uploading');
}

/** A row as the rest of the product sees it. */
export function toDocument(row: DocumentRow): StoredDocument {
  return {
    id: row.id,
    owner: row.owner,
    status: row.status === 'uploading' ? 'queued' : row.status,
    filename: row.filename,
    sizeBytes: Number(row.size_bytes ?? 0),
    contentHash: row.content_hash ?? '',
    originalKey: row.original_key ?? '',
    sourceUrl: row.source_url,
    mediaType: row.media_type,
    title: row.title,
    language: row.language,
    pages: row.pages,
    warnings: row.warnings,
    error: row.error,
    runId: row.run_id ?? '',
    edition: row.edition,
    space: row.space,
    chunks: row.chunks,
    collectionIds: row.collection_ids,
    createdAt: row.created_at.toISOString(),
    indexedAt: row.indexed_at?.toISOString() ?? null,
  };
}

export async function findDocument(
  db: Kysely<Tables>,
  id: string,
): Promise<StoredDocument | undefined> {
  const row = await selectDocuments(db).where('documents.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toDocument(row);
}
