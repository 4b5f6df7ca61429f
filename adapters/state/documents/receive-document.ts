import type { Kysely } from 'kysely';
import type { ReceivedDocument, StoredDocument } from '../../../contracts/document-store.js';
import { ServiceError } from '../../../contracts/failures.js';
import { isDuplicate } from '../state-failure.js';
import { storableText } from '../storable-json.js';
import type { Tables } from '../tables.js';
import { findDocument } from './document-row.js';

/** A document found to hold the same bytes can be deleted before it is read; nobody deletes as fast as this often. */
const MAX_ATTEMPTS = 5;

interface Received {
  readonly document: StoredDocument;
  readonly created: boolean;
}

/** Completes an entry, or gives it up for the document that holds the same bytes. */
export async function receiveDocument(
  db: Kysely<Tables>,
  id: string,
  received: ReceivedDocument,
): Promise<Received | undefined> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const outcome = await complete(db, id, received);
    if (outcome === 'gone') return undefined;
    const documentId = outcome === 'duplicate' ? await join(db, id, received) : id;
    const document = documentId === undefined ? undefined : await findDocument(db, documentId);
    if (document !== undefined) return { document, created: outcome === 'completed' };
  }
  throw new ServiceError('unavailable', 'The document could neither be kept nor found.');
}

async function complete(
  db: Kysely<Tables>,
  id: string,
  received: ReceivedDocument,
): Promise<'completed' | 'duplicate' | 'gone'> {
  try {
    return await db.transaction().execute(async (transaction) => {
      const { numUpdatedRows } = await transaction
        .updateTable('documents')
        .set((value) => ({
          status: 'queued',
          size_bytes: received.sizeBytes,
          content_hash: received.contentHash,
          original_key: received.originalKey,
          run_id: received.runId,
          updated_at: value.fn('now'),
        }))
        .where('id', '=', id)
        .where('status', '=', 'uploading')
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return 'gone';
      await putInto(transaction, id, received.collectionIds);
      return 'completed';
    });
  } catch (error) {
    if (isDuplicate(error)) return 'duplicate';
    throw error;
  }
}

/** Puts the document that was there first into the collections. The entry stays as long as its bytes do. */
async function join(
  db: Kysely<Tables>,
  id: string,
  { contentHash, collectionIds }: ReceivedDocument,
): Promise<string | undefined> {
  return db.transaction().execute(async (transaction) => {
    const first = await transaction
      .selectFrom('documents as first')
      .innerJoin('documents as entry', 'entry.owner', 'first.owner')
      .select('first.id')
      .where('entry.id', '=', id)
      .where('first.content_hash', '=', contentHash)
      .executeTakeFirst();
    if (first === undefined) return undefined;
    await putInto(transaction, first.id, collectionIds);
    return first.id;
  });
}

async function putInto(
  db: Kysely<Tables>,
  documentId: string,
  collectionIds: readonly string[],
): Promise<void> {
  if (collectionIds.length === 0) return;
  await db
    .insertInto('collection_documents')
    .values(
      collectionIds.map((id) => ({ collection_id: storableText(id), document_id: documentId })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
