import type { StoredBatch } from '../../contracts/batch-store.js';
import type { ApiContext } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { owns } from '../owns.js';
import { assertKinds } from '../run-scopes.js';
import { sessionId } from '../validation/session-id.js';

/**
 * The batch that a path names. Throws ValidationError for a malformed id, ApiError 404 for an unknown or foreign one, and
 * 403 where the caller's key is not for the kinds of its questions.
 */
export async function findBatch(ctx: ApiContext, { batches }: AppParts): Promise<StoredBatch> {
  const id = sessionId(ctx.params['id'], 'batch_id');
  const batch = await batches.find(id);
  if (batch === undefined || !owns(ctx.state.caller, batch.owner))
    throw new ApiError({ status: 404, error: 'batch_not_found', message: `Batch ${id} not found` });
  assertKinds(ctx.state.caller, batch.kinds);
  return batch;
}

/** Refuses to change a batch that has ended. */
export function batchEnded({ id, status }: StoredBatch): ApiError {
  return new ApiError({
    status: 409,
    error: 'batch_ended',
    message: `Batch ${id} has ended already, with status ${status}`,
  });
}
