import type { IngestInput } from '../contracts/document-steps.js';
import type { DocumentStore, StoredDocument } from '../contracts/document-store.js';
import { ServiceError } from '../contracts/failures.js';

/** The document of an ingestion that is still in charge of it. Throws ServiceError 'not-found' when it is deleted. */
export async function inCharge(
  documents: DocumentStore,
  { documentId, runId }: IngestInput,
): Promise<StoredDocument> {
  const document = await documents.find(documentId);
  if (document?.runId === runId && document.status === 'processing') return document;
  throw new ServiceError('not-found', 'The document was deleted, or is indexed by another run.');
}
