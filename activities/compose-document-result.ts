import type { KeepDocumentInput } from '../contracts/document-steps.js';
import type { DocumentStore } from '../contracts/document-store.js';

/** What an ingestion has come to; undefined when the document is gone. */
export async function composeDocumentResult(
  documents: DocumentStore,
  { documentId }: KeepDocumentInput,
) {
  const document = await documents.find(documentId);
  if (document === undefined) return undefined;
  const { filename, sizeBytes, pages, chunks, status, indexedAt } = document;
  return {
    document_id: documentId,
    filename,
    file_size: sizeBytes,
    pages,
    chunks,
    status,
    indexed_at: indexedAt,
  };
}
