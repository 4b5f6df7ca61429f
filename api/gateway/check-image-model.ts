import type { OfferedModel } from '../../contracts/gateway.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { noSuchModel } from './no-such-model.js';

const HOW =
  'no model here makes images: install an image model in Ollama, set IMAGE_PROVIDER_URL, ' +
  'or let an administrator add a provider that makes images (POST /api/admin/providers)';

/** The full name of an image model. Throws ApiError 404 for an unknown model, and 400 for one that makes no images. */
export async function checkImageModel(
  { gateway }: Pick<AppParts, 'gateway'>,
  wanted: string,
  signal: AbortSignal,
): Promise<string> {
  const found = await gateway.find(wanted, signal);
  if (found !== undefined && makesImages(found)) return found.id;
  const models = await gateway.models(true, signal);
  const drawing = models.filter(makesImages).map(({ id }) => id);
  const advice = drawing.length === 0 ? HOW : `image models: ${drawing.join(', ')}`;
  throw found === undefined
    ? noSuchModel(wanted, models, { advice: drawing.length === 0 ? HOW : undefined })
    : notAnImageModel(found.id, advice);
}

function makesImages({ capabilities }: OfferedModel): boolean {
  return capabilities.includes('images');
}

function notAnImageModel(id: string, advice: string): ApiError {
  return new ApiError({
    status: 400,
    error: 'not_an_image_model',
    message: `${id} makes no images; ${advice}`,
    param: 'model',
  });
}
