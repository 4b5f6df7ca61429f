import type { Kysely, Selectable } from 'kysely';
import type { DocumentBundle, DocumentEdition } from '../../../contracts/document-store.js';
import type { DocumentBundlesTable, Tables } from '../tables.js';

/** Adds bundles; those whose position is known stay as they are. */
export async function addBundles(
  db: Kysely<Tables>,
  { documentId, edition }: DocumentEdition,
  bundles: readonly DocumentBundle[],
): Promise<void> {
  if (bundles.length === 0) return;
  await db
    .insertInto('document_bundles')
    .values(
      bundles.map((bundle) => ({
        document_id: documentId,
        edition,
        position: bundle.position,
        first_page: bundle.firstPage,
        last_page: bundle.lastPage,
        pages_key: bundle.pagesKey,
        chunks_key: bundle.chunksKey,
        chunks: bundle.chunks,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function listBundles(
  db: Kysely<Tables>,
  edition: DocumentEdition,
): Promise<DocumentBundle[]> {
  const rows = await ofEdition(db, edition).orderBy('position').execute();
  return rows.map(toBundle);
}

export async function findBundle(
  db: Kysely<Tables>,
  edition: DocumentEdition,
  page: number,
): Promise<DocumentBundle | undefined> {
  const row = await ofEdition(db, edition)
    .where('first_page', '<=', page)
    .where('last_page', '>=', page)
    .executeTakeFirst();
  return row === undefined ? undefined : toBundle(row);
}

export async function dropBundles(
  db: Kysely<Tables>,
  documentId: string,
  keep: string | null,
): Promise<void> {
  const all = db.deleteFrom('document_bundles').where('document_id', '=', documentId);
  await (keep === null ? all : all.where('edition', '<>', keep)).execute();
}

export async function dropEdition(
  db: Kysely<Tables>,
  { documentId, edition }: DocumentEdition,
): Promise<void> {
  await db
    .deleteFrom('document_bundles')
    .where('document_id', '=', documentId)
    .where('edition', '=', edition)
    .execute();
}

function ofEdition(db: Kysely<Tables>, { documentId, edition }: DocumentEdition) {
  return db
    .selectFrom('document_bundles')
    .selectAll()
    .where('document_id', '=', documentId)
    .where('edition', '=', edition);
}

function toBundle(row: Selectable<DocumentBundlesTable>): DocumentBundle {
  return {
    position: row.position,
    firstPage: row.first_page,
    lastPage: row.last_page,
    pagesKey: row.pages_key,
    chunksKey: row.chunks_key,
    chunks: row.chunks,
  };
}
