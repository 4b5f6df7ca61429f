import type { ApiContext } from '../api-context.js';
import type { AppParts } from '../api-parts.js';
import { runSignal } from '../run-signal.js';

/** Waits for a run to end, however long that takes, or for the caller or the service to go. */
export async function followIngestion(
  ctx: ApiContext,
  { events, closing }: AppParts,
  runId: string,
): Promise<void> {
  for await (const event of events.follow(runId, 0, runSignal(ctx.res, closing)))
    if (event.type === 'run-end') return;
}
