import { z } from 'zod';
import { ServiceError } from '../../contracts/failures.js';
import type { DrawnImage, ImageOrder } from '../../contracts/image-models.js';
import { type OllamaServer, ollamaClient } from '../models/ollama-client.js';
import { dimensionsOf } from './dimensions.js';

/** Lines of `/api/generate` for an image model; versions differ in what they call the image. */
const Line = z.object({
  completed: z.int().min(0).optional(),
  total: z.int().min(1).optional(),
  image: z.string().optional(),
  images: z.array(z.string()).optional(),
});

/** Has an image drawn by Ollama's own protocol, which tells the steps. */
export async function drawByOllama(
  server: OllamaServer,
  { model, order }: { readonly model: string; readonly order: ImageOrder },
  signal: AbortSignal,
): Promise<DrawnImage> {
  const { prompt, size } = order;
  const body = { model, prompt, stream: true as const, ...dimensionsOf(size) };
  let image: string | undefined;
  for await (const given of await ollamaClient(server, signal).generate(body)) {
    const line = Line.parse(given);
    const { completed, total } = line;
    if (completed !== undefined && total !== undefined)
      order.onProgress({ done: completed, total });
    image = line.image ?? line.images?.[0] ?? image;
  }
  if (image !== undefined)
    return { bytes: Buffer.from(image, 'base64'), revisedPrompt: null, usage: null };
  throw new ServiceError('bad-reply', `${model} on Ollama answered without an image`);
}
