import type { StoredDocument } from '../../contracts/document-store.js';
import { ingestWorkflowId } from '../../contracts/workflow-ids.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';

type StartParts = Pick<AppParts, 'runs' | 'documents' | 'starter'>;

/**
 * Enters the run of a queued document and starts its workflow; repeating is harmless. Throws ApiError 503 when Temporal
 * is away: the document is then failed, and can be indexed anew.
 */
export async function startIngestion(parts: StartParts, document: StoredDocument): Promise<void> {
  const { id, owner, runId, filename, contentHash } = document;
  const workflowId = ingestWorkflowId(owner, contentHash);
  await parts.runs.create({
    id: runId,
    kind: 'document',
    owner,
    query: filename,
    mode: 'ingestion',
    request: { document_id: id, filename },
    workflowId,
  });
  try {
    const input = { runId, documentId: id, owner };
    await parts.starter.startIngestion({ input, workflowId, owner, filename });
  } catch (error) {
    await settle(parts, document, error);
    throw error;
  }
}

async function settle(parts: StartParts, { id, runId }: StoredDocument, cause: unknown) {
  const error =
    cause instanceof ApiError
      ? { error: cause.error, message: cause.message }
      : { error: 'internal_error', message: 'The ingestion could not be started' };
  await parts.runs.end(runId, { status: 'failed', error });
  await parts.documents.giveUp(id, runId, { status: 'failed', error });
}
