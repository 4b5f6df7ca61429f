import { clearEdition } from '../contracts/clear-edition.js';
import type {
  BegunIngestion,
  DeleteDocumentInput,
  EditionInput,
  GiveUpInput,
  IngestInput,
} from '../contracts/document-steps.js';
import type { Services } from '../contracts/services.js';
import { documentPrefix, editionOfRun } from '../contracts/stored-documents.js';
import { runPrefix } from './stored-json.js';

/** The state of documents, and clearing up. All may run twice. */
export function createDocumentStateActivities({
  documents,
  objects,
  passages,
  runs,
}: Pick<Services, 'documents' | 'objects' | 'passages' | 'runs'>) {
  return {
    /** Undefined when the document was deleted, or another ingestion is in charge. */
    async beginIngestion({ documentId, runId }: IngestInput): Promise<BegunIngestion | null> {
      const document = await documents.begin(documentId, runId);
      if (document === undefined) return null;
      return { edition: editionOfRun(runId) };
    },

    /** Removes what an ingestion has made; what is served stays. */
    async clearEdition(input: EditionInput): Promise<void> {
      await clearEdition({ documents, objects, passages }, input);
    },

    async giveUpIngestion({ documentId, runId, status, error }: GiveUpInput): Promise<void> {
      await documents.giveUp(documentId, runId, { status, error });
    },

    /** Whether the ingestion that a document waits for has come to its end. */
    async ingestionEnded({ runId }: { runId: string }): Promise<boolean> {
      const run = await runs.find(runId);
      return run === undefined || (run.status !== 'queued' && run.status !== 'running');
    },

    /** Removes a document from every store, its entry last, so that what is left over can be found again. */
    async removeDocument({ documentId, owner, runId }: DeleteDocumentInput): Promise<void> {
      await passages.remove(owner, documentId);
      await objects.deletePrefix(documentPrefix(documentId));
      await objects.deletePrefix(runPrefix(runId));
      await runs.remove(runId);
      await documents.remove(documentId);
    },
  };
}
