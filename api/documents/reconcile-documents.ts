import { clearEdition } from '../../contracts/clear-edition.js';
import type { UnsettledDocument } from '../../contracts/document-store.js';
import { documentPrefix, editionOfRun } from '../../contracts/stored-documents.js';
import type { AppParts } from '../api-parts.js';
import { removeHidden } from './delete-document.js';
import { startIngestion } from './start-ingestion.js';

/** Documents looked at in one round. */
const ROUND = 100;
/** Nobody sends one file for so long. */
const ABANDONED_SECONDS = 6 * 60 * 60;
const LOST = { error: 'unavailable', message: 'The ingestion ended without telling; reindex it' };

type ReconcilerParts = Pick<
  AppParts,
  'documents' | 'objects' | 'passages' | 'runs' | 'starter' | 'timing' | 'log' | 'closing'
>;

/**
 * Takes up what a process left behind that died between two stores: ingestions that were never started, or ended
 * without telling, deletions, and uploads that nobody completed.
 */
export async function reconcileDocuments(parts: ReconcilerParts): Promise<void> {
  const { documents, objects, closing } = parts;
  for (const unsettled of await documents.listUnsettled(ROUND)) {
    if (closing.aborted) return;
    await takeUp(parts, unsettled);
  }
  for (const document of await documents.listHidden(ROUND)) {
    if (closing.aborted) return;
    await removeHidden(parts, document);
  }
  for (const id of await documents.listAbandoned(ABANDONED_SECONDS)) {
    await objects.deletePrefix(documentPrefix(id));
    await documents.remove(id);
  }
}

async function takeUp(parts: ReconcilerParts, { document, run }: UnsettledDocument) {
  if (run === null) return startIngestion(parts, document);
  const { id, owner, runId } = document;
  const edition = { documentId: id, owner, edition: editionOfRun(runId) };
  const cancelled = run.status === 'cancelled';
  const end = cancelled
    ? ({ status: 'cancelled', error: null } as const)
    : ({ status: 'failed', error: run.error ?? LOST } as const);
  try {
    // Nothing of a run that has ended is served any more, so it can be cleared away.
    // Before the document is settled, so that a store that is away, or a process that dies, leaves it to the next round;
    // and after it, since a step that outlives its workflow writes until then.
    await clearEdition(parts, edition);
    await parts.documents.giveUp(id, runId, end);
    await clearEdition(parts, edition);
    parts.log.warn({ document_id: id }, 'an ingestion ended without telling');
  } catch (err) {
    parts.log.warn({ err, document_id: id }, 'an ingestion that ended could not be cleared up yet');
  }
}
