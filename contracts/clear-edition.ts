import type { EditionInput } from './document-steps.js';
import type { Services } from './services.js';
import { editionPrefix } from './stored-documents.js';

/** Removes what one ingestion has made from every store; what is served, and what another one makes, stays. */
export async function clearEdition(
  { documents, objects, passages }: Pick<Services, 'documents' | 'objects' | 'passages'>,
  { documentId, owner, edition }: Omit<EditionInput, 'runId'>,
): Promise<void> {
  const document = await documents.find(documentId);
  if (document?.edition === edition) return;
  await objects.deletePrefix(editionPrefix(documentId, edition));
  await documents.dropEdition({ documentId, edition });
  await passages.removeEdition(owner, documentId, edition);
}
