import { getExternalWorkflowHandle, sleep } from '@temporalio/workflow';
import type { DeleteDocumentInput } from '../contracts/document-steps.js';
import { ingestionEnded, removeDocument } from './activities.js';

/** How often an ingestion is given a moment to let go of what it holds. */
const PATIENCE = 60;

/** Ends the ingestion of a document and removes it from every store, for as long as that takes. */
export async function deleteDocument(input: DeleteDocumentInput): Promise<void> {
  for (let waited = 0; waited < PATIENCE && !(await ingestionEnded(input)); waited++) {
    await cancel(input.ingestWorkflowId);
    await sleep('500ms');
  }
  await removeDocument(input);
}

/** One that has ended, or never began, cannot be cancelled, and need not be. */
async function cancel(workflowId: string): Promise<void> {
  await getExternalWorkflowHandle(workflowId)
    .cancel()
    .catch(() => {});
}
