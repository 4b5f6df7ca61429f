import type { Caller } from '../contracts/callers.js';
import type { SourceChoice } from '../contracts/source-scope.js';
import { ApiError } from './api-error.js';
import type { AppParts } from './api-parts.js';
import { checkDocumentScope } from './documents/check-document-scope.js';
import { assertScope } from './require-scope.js';

/**
 * Refuses documents that the caller may not read or does not have: ApiError 403, and 404 that names the first of them;
 * and 400 for documents that are named but not to be looked into.
 */
export async function checkSources(
  caller: Caller,
  parts: AppParts,
  choice: SourceChoice,
): Promise<void> {
  const { sources, collection_ids, document_ids } = choice;
  if (sources.includes('documents')) {
    assertScope(caller, 'documents');
    await checkDocumentScope(caller, parts, choice);
  } else if (collection_ids.length > 0 || document_ids.length > 0) throw notLookedInto();
}

function notLookedInto(): ApiError {
  return new ApiError({
    status: 400,
    error: 'documents_not_in_sources',
    message:
      'collection_ids and document_ids are given but sources does not hold "documents"; add it, or leave them out',
  });
}
