import type { SourceScope } from '../contracts/source-scope.js';
import { ApiError } from './api-error.js';

/** Refuses a scope that this instance cannot search: ApiError 400. */
export function checkScope(scope: SourceScope): void {
  const { sources, collection_ids, document_ids } = scope;
  if (sources.includes('documents') || collection_ids.length > 0 || document_ids.length > 0)
    throw new ApiError({
      status: 400,
      error: 'not_configured',
      message:
        'This instance holds no documents; leave "documents" out of sources, and collection_ids and document_ids empty',
    });
}
