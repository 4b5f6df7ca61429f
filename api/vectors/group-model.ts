import type { GroupModel } from '../../contracts/vector-groups.js';
import { ApiError } from '../api-error.js';
import type { EmbeddedTexts } from '../gateway/embed-texts.js';

/** A group, and what its documents are embedded by. */
interface Group {
  readonly id: string;
  readonly by: GroupModel;
}

/**
 * Throws ApiError 409 unless a group's documents are of the model, and the dimension, that texts were embedded by: a
 * group keeps the model of its first document, since vectors of two cannot be compared.
 */
export function assertGroupModel({ id, by }: Group, { model, vectors }: EmbeddedTexts): void {
  const dimension = vectors[0]?.length ?? 0;
  if (by.model === model && by.dimension === dimension) return;
  const now = by.model === model ? `which now gives ${dimension}` : `not by ${model}`;
  throw new ApiError({
    status: 409,
    error: 'embedding_model_mismatch',
    message:
      `The documents of the group ${id} are embedded by ${by.model} with ${by.dimension} dimensions, ${now}: ` +
      'leave model_identifier out, or delete the group and add its documents anew',
    param: 'model_identifier',
  });
}

export function noSuchGroup(id: string): ApiError {
  return new ApiError({
    status: 404,
    error: 'group_not_found',
    message: `There is no group ${id}; POST /v1/vector/documents makes one with its first document`,
    param: 'group_id',
  });
}
