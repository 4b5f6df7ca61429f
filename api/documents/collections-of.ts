import { z } from 'zod';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { validate } from '../validation/validate.js';

const CollectionField = z.object({ collection_id: z.uuid() });

/** The collections that a form names, all of them the owner's. Throws ValidationError, or ApiError 404. */
export async function collectionsOf(
  { collections }: AppParts,
  owner: string,
  named: string | undefined,
): Promise<readonly string[]> {
  if (named === undefined || named.trim() === '') return [];
  const form = { collection_id: named.trim() };
  const { collection_id: id } = validate(CollectionField, form, 'body');
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
