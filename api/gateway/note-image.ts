import { ImageResult } from '../../contracts/images.js';
import type { Run } from '../../contracts/runs.js';
import type { ApiContext } from '../api-context.js';
import type { AppParts } from '../api-parts.js';
import { noteUsage } from './note-usage.js';

/** Counts an image towards the usage of its key once it is there, whether or not anybody still waits for it. */
export function noteImage(ctx: ApiContext, parts: AppParts, run: Run): void {
  const { events, runs, closing, log } = parts;
  const note = async () => {
    await events.untilEnd(run.id, closing);
    const ended = await runs.find(run.id);
    if (ended?.status !== 'completed') return;
    const { model, usage } = ImageResult.parse(ended.result);
    noteUsage(ctx, parts, { model, usage: usage ?? undefined });
  };
  note().catch((err: unknown) => log.warn({ err, run_id: run.id }, 'an image was not counted'));
}
