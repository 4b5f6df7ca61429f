import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { pathUuid } from '../validation/session-id.js';

/** The collections that a form names, all of them the owner's. Throws ValidationError, or ApiError 404. */
export async function collectionsOf(
  { collections }: AppParts,
  owner: string,
  named: string | undefined,
): Promise<readonly string[]> {
  if (named === undefined || named.trim() === '') return [];
  const id = pathUuid(named.trim(), 'collection_id', 'body');
  const [found] = await collections.findMany(owner, [id]);
  if (found === undefined) throw noSuchCollection(id);
  return [id];
}

export function noSuchCollection(id: string): ApiError {
  return new ApiError({
    status: 404,
    error: 'collection_not_found',
    message: `Collection ${id} not found`,
  });
}
