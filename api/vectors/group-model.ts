import type { VectorHolding } from '../../contracts/vector-store.js';
import { ApiError } from '../api-error.js';
import type { EmbeddedTexts } from '../gateway/embed-texts.js';

/** A group whose documents were embedded by a model. */
interface Group {
  readonly id: string;
  /** Undefined for a group that is new. */
  readonly holding: VectorHolding | undefined;
}

/**
 * Throws ApiError 409 unless a group's documents are of the model, and the dimension, that texts were embedded by: a
 * group keeps the model of its first document, since vectors of two cannot be compared.
 */
export function assertGroupModel({ id, holding }: Group, { model, vectors }: EmbeddedTexts): void {
  if (holding === undefined) return;
  const dimension = vectors[0]?.length ?? 0;
  if (holding.model === model && holding.dimension === dimension) return;
  const now = holding.model === model ? `which now gives ${dimension}` : `not by ${model}`;
  throw new ApiError({
    status: 409,
    error: 'embedding_model_mismatch',
    message:
      `The documents of the group ${id} were embedded by ${holding.model} with ${holding.dimension} dimensions, ${now}: ` +
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
