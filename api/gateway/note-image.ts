import { ImageResult } from '../../contracts/images.js';
import type { Run } from '../../contracts/runs.js';
import type { ApiContext } from '../api-context.js';
import type { AppParts } from '../api-parts.js';

/** Counts an image towards the usage of its key once it is there, whether or not anybody still waits for it. */
export function noteImage(
  { state: { caller } }: ApiContext,
  { events, runs, usage: log, closing, log: logger }: AppParts,
  run: Run,
): void {
  const note = async () => {
    await events.untilEnd(run.id, closing);
    const ended = await runs.find(run.id);
    if (ended?.status !== 'completed') return;
    const { model, usage } = ImageResult.parse(ended.result);
    log.note({
      owner: caller.owner,
      keyId: caller.keyId,
      model,
      promptTokens: usage?.prompt_tokens ?? 0,
      completionTokens: usage?.completion_tokens ?? 0,
    });
  };
  note().catch((err: unknown) => logger.warn({ err, run_id: run.id }, 'an image was not counted'));
}
