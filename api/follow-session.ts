import type { Run } from '../contracts/runs.js';
import type { ApiContext } from './api-context.js';
import { ApiError } from './api-error.js';
import type { AppParts } from './api-parts.js';
import { streamRun } from './stream-run.js';
import { lastEventId } from './validation/last-event-id.js';

/**
 * Streams a run's events after the one that the client has seen last. A client that has seen `run-end` gets 204,
 * which makes browsers stop connecting again. Throws ApiError 409 for a position that the run has not reached.
 */
export async function followSession(ctx: ApiContext, parts: AppParts, run: Run): Promise<void> {
  const after = lastEventId(ctx);
  const [seen] = after === 0 ? [] : await parts.events.read(run.id, after - 1, 1);
  if (seen?.type === 'run-end') ctx.status = 204;
  else if (after > 0 && seen === undefined) throw notReached(after, run.id);
  else streamRun(ctx, parts, { runId: run.id, after });
}

function notReached(after: number, sessionId: string): ApiError {
  return new ApiError({
    status: 409,
    error: 'event_not_reached',
    message: `This session has no event ${after} yet; start again without Last-Event-ID`,
    sessionId,
  });
}
