import { cancellationSignal } from '@temporalio/activity';
import { ServiceError } from '../contracts/failures.js';
import { IMAGE_ENDINGS, ImageResult, imageKey, imagePrefix } from '../contracts/images.js';
import type { ObjectStore } from '../contracts/objects.js';
import type { Services } from '../contracts/services.js';
import type { DrawImageInput } from '../contracts/workflow-inputs.js';
import { suggestedFilename } from '../domain/images/suggested-filename.js';
import { getJson, putJson, runPrefix } from './stored-json.js';
import { openStep } from './tell-step.js';

/** Making images. */
export function createDrawingActivities({
  images,
  objects,
  writer,
}: Pick<Services, 'images' | 'objects' | 'writer'>) {
  return {
    /** Has the image drawn and keeps it; one that an earlier attempt kept is not asked for again. */
    async drawImage(input: DrawImageInput): Promise<ImageResult> {
      const { runId, prompt, size, via } = input;
      const kept = await findKept(objects, runId);
      if (kept !== undefined) return kept;
      const signal = cancellationSignal();
      const tell = openStep(writer, runId);
      const onProgress = (progress: { done: number; total: number }) =>
        tell('stage-progress', { stage: 'draw', ...progress });
      const order = { id: runId, prompt, size, via, onProgress };
      const drawn = await images.draw(input.model, order, signal);
      if (drawn === undefined) throw gone(input.model);
      signal.throwIfAborted();
      return keep(objects, input, drawn);
    },
  };
}

type Drawn = NonNullable<Awaited<ReturnType<Services['images']['draw']>>>;

/** What is known of an image is written before it, so that an image is never there without. */
async function keep(
  objects: ObjectStore,
  { runId, prompt, size }: DrawImageInput,
  { model, contentType, sha256, image }: Drawn,
): Promise<ImageResult> {
  const result: ImageResult = {
    created: Math.floor(Date.now() / 1_000),
    model,
    size,
    revised_prompt: image.revisedPrompt,
    suggested_filename: suggestedFilename(prompt, runId, IMAGE_ENDINGS[contentType]),
    content_type: contentType,
    size_bytes: image.bytes.length,
    sha256,
    usage: image.usage,
  };
  await putJson(objects, drawnPrefix(runId), result);
  await objects.put(imagePrefix(runId), image.bytes);
  return result;
}

async function findKept(objects: ObjectStore, runId: string): Promise<ImageResult | undefined> {
  for (const key of await objects.list(drawnPrefix(runId))) {
    const result = await getJson(objects, key, ImageResult);
    if (await objects.has(imageKey(runId, result))) return result;
  }
  return undefined;
}

function drawnPrefix(runId: string): string {
  return `${runPrefix(runId)}/drawn`;
}

function gone(model: string): ServiceError {
  return new ServiceError('not-found', `There is no model ${model} any more`);
}
