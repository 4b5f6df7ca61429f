import type { ResearchRequest } from '../contracts/research.js';
import { ApiError } from './api-error.js';

/** Refuses what research cannot look into, rather than to pass over it: ApiError 400. */
export function checkScope(request: ResearchRequest): void {
  const { sources, collection_ids, document_ids, follow_up_of } = request;
  if (follow_up_of !== null)
    throw new ApiError({
      status: 400,
      error: 'not_configured',
      message: 'Research starts from no other session; leave follow_up_of out',
    });
  if (sources.includes('documents') || collection_ids.length > 0 || document_ids.length > 0)
    throw new ApiError({
      status: 400,
      error: 'not_configured',
      message:
        'Research searches the web alone; leave "documents" out of sources, and collection_ids and document_ids empty',
    });
}
