import type { StoredDocument } from '../../contracts/document-store.js';
import type { ApiContext } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { owns } from '../owns.js';
import { sessionId } from '../validation/session-id.js';

/**
 * The document that a path names. Throws ValidationError for a malformed id, ApiError 404 for an unknown one, for one
 * of another owner and for one that is being deleted.
 */
export async function findDocument(
  ctx: ApiContext,
  { documents }: AppParts,
): Promise<StoredDocument> {
  const id = sessionId(ctx.params['id'], 'document_id');
  const document = await documents.find(id);
  if (document === undefined || document.status === 'deleting') throw noSuchDocument(id);
  if (!owns(ctx.state.caller, document.owner)) throw noSuchDocument(id);
  return document;
}

export function noSuchDocument(id: string): ApiError {
  return new ApiError({
    status: 404,
    error: 'document_not_found',
    message: `Document ${id} not found`,
  });
}
