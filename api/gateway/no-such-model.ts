import type { OfferedModel } from '../../contracts/gateway.js';
import { ApiError } from '../api-error.js';

interface About {
  /** The parameter at fault. */
  readonly param?: string;
  readonly advice?: string | undefined;
}

export function noSuchModel(
  id: string,
  models: readonly Pick<OfferedModel, 'id'>[],
  { param = 'model', advice }: About = {},
): ApiError {
  const known = models.map((model) => model.id).join(', ') || 'none';
  const message = `There is no model ${id}; known models: ${known}`;
  return new ApiError({
    status: 404,
    error: 'model_not_found',
    message: advice === undefined ? message : `${message}; ${advice}`,
    param,
  });
}
