import { createHash } from 'node:crypto';
import { ServiceError } from '../../contracts/failures.js';
import type { CheckedImage, ImageOrder } from '../../contracts/image-models.js';
import type { Candidate } from './find-candidates.js';
import { imageType } from './image-type.js';

/** Has a provider draw, and looks at what it drew. */
export async function drawChecked(
  { provider, model }: Candidate,
  order: ImageOrder,
  signal: AbortSignal,
): Promise<CheckedImage> {
  if (provider.draw === undefined) throw new ServiceError('bad-input', `${model} makes no images`);
  const image = await provider.draw(model, order, signal);
  const contentType = await imageType(image.bytes);
  const sha256 = createHash('sha256').update(image.bytes).digest('hex');
  return { model, contentType, sha256, image };
}
