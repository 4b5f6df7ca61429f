import type { StoredDocument } from '../../contracts/document-store.js';
import { deleteWorkflowId, ingestWorkflowId } from '../../contracts/workflow-ids.js';
import type { AppParts } from '../api-parts.js';
import { noSuchDocument } from './find-document.js';

type RemovalParts = Pick<AppParts, 'starter' | 'timing' | 'log'>;

/**
 * Hides a document at once and has it removed from every store by a workflow; false when that goes on still.
 * Throws ApiError 503 when Temporal is away: the document stays hidden, and is removed when it is back.
 */
export async function deleteDocument(parts: AppParts, document: StoredDocument): Promise<boolean> {
  const hidden = await parts.documents.hide(document.id);
  if (hidden === undefined) throw noSuchDocument(document.id);
  return removeHidden(parts, hidden);
}

/** Starting the removal of a document twice starts it once. */
export async function removeHidden(
  parts: RemovalParts,
  document: StoredDocument,
): Promise<boolean> {
  const { id, owner, runId, contentHash } = document;
  const ingestion = ingestWorkflowId(owner, contentHash);
  const input = { documentId: id, owner, runId, ingestWorkflowId: ingestion };
  const workflowId = deleteWorkflowId(id);
  const removed = await parts.starter.deleteDocument(input, {
    workflowId,
    waitMs: parts.timing.deleteWaitMs,
  });
  if (removed) await forget(parts, ingestion, workflowId);
  return removed;
}

/** History that stays is encrypted and ends with its retention, so this failing fails no deletion. */
async function forget({ starter, log }: RemovalParts, ...workflowIds: string[]): Promise<void> {
  for (const workflowId of workflowIds) {
    await starter.forget(workflowId).catch((err: unknown) => {
      log.warn({ err, workflow_id: workflowId }, 'the history of a deleted document stays');
    });
  }
}
