import type { Activities } from '../../activities/index.js';
import type { DocumentQueryRequest } from '../../contracts/document-query.js';
import type { EndRunInput } from '../../contracts/end-run.js';
import type { DocumentQueryInput } from '../../contracts/workflow-inputs.js';
import { searchActivities } from './search-activities.js';

/** Activities of a query over documents in which every step works; `ended` collects how runs were settled. */
export function queryActivities(
  ended: EndRunInput[],
  changes: Partial<Activities> = {},
): Partial<Activities> {
  return searchActivities(ended, {
    findPages: async () => ({ packKey: 'pack', sources: 2, warnings: [] }),
    ...changes,
  });
}

const REQUEST: DocumentQueryRequest = {
  query: 'How deep is the lake?',
  document_ids: null,
  collection_ids: null,
  max_sources: 5,
  timeout: 120,
  model: null,
  prompt_strategy: 'auto',
  stream: false,
  mode: 'documents',
};

export function queryInput(changes: Partial<DocumentQueryRequest> = {}): DocumentQueryInput {
  return {
    runId: '00000000-0000-4000-8000-000000000004',
    request: { ...REQUEST, ...changes },
    createdAt: '2026-01-02T03:04:05Z',
    traceUrl: null,
  };
}
