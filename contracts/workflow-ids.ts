import type { RunKind } from './runs.js';

/** The workflow of each kind of run, by its registered name. */
export const RUN_WORKFLOWS = {
  search: 'search',
  perplexity: 'searchPerplexity',
  research: 'research',
  'live-search': 'liveSearch',
  document: 'ingestDocument',
  'document-query': 'queryDocuments',
  image: 'generateImage',
  reembedding: 'reembedDocuments',
} as const satisfies Record<RunKind, string>;

/** A run's workflow id: the kind and the run's own id, so that starting twice starts once. */
export function runWorkflowId(kind: RunKind, runId: string): string {
  return `${kind}-${runId}`;
}

/** The workflow of every batch, by its registered name. */
export const BATCH_WORKFLOW = 'batchResearch';

/** The workflow of every firing of a schedule. */
export const SCHEDULED_WORKFLOW = 'runScheduled';

export function batchWorkflowId(batchId: string): string {
  return `batch-${batchId}`;
}

/** The ingestion of a document: an owner's same bytes are never ingested twice at once. */
export function ingestWorkflowId(owner: string, contentHash: string): string {
  return `ingest-${owner}-${contentHash}`;
}

export const DELETE_WORKFLOW = 'deleteDocument';

export function deleteWorkflowId(documentId: string): string {
  return `delete-document-${documentId}`;
}

/** Documents are re-embedded by one workflow at a time. */
export const REEMBED_WORKFLOW_ID = 'reembed-documents';
