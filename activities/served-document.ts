import type { StoredDocument } from '../contracts/document-store.js';
import type { DocumentOutside } from '../contracts/reembedding-steps.js';
import type { Services } from '../contracts/services.js';

/**
 * The document while its edition is served. When it is not, what was written of that edition is cleared away: here where
 * the document is deleted or served from a newer one, by the ingestion at its end where one is under way.
 */
export async function servedDocument(
  { documents, passages }: Pick<Services, 'documents' | 'passages'>,
  { documentId, owner, edition }: DocumentOutside,
): Promise<StoredDocument | undefined> {
  const document = await documents.find(documentId);
  if (document === undefined || document.status === 'deleting') {
    await passages.remove(owner, documentId);
    return undefined;
  }
  if (document.status !== 'indexed') return undefined;
  if (document.edition === edition) return document;
  if (document.edition !== null && document.space !== null)
    await passages.remove(owner, documentId, { edition: document.edition, space: document.space });
  return undefined;
}
