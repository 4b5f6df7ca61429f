import type { ImageInput } from '../contracts/workflow-inputs.js';
import { drawImage } from './activities.js';
import { conductRun, type Ending } from './conduct-run.js';
import type { Tell } from './events.js';
import { within } from './within.js';

/** Has an image drawn, within its time, and keeps it. */
export async function generateImage(input: ImageInput): Promise<void> {
  await conductRun(input.runId, (tell) => draw(input, tell));
}

async function draw({ runId, request }: ImageInput, tell: Tell): Promise<Ending> {
  const { query: prompt, model, size, via, timeout } = request;
  tell('stage-start', { stage: 'draw', model });
  const drawn = await within(timeout * 1_000, () => drawImage({ runId, prompt, model, size, via }));
  if (drawn.done) return { status: 'completed', image: drawn.value };
  const message = `The image was not made within ${timeout} s`;
  return { status: 'timed_out', error: { error: 'image_timeout', message } };
}
