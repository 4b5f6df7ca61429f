import type { Run } from '../../contracts/runs.js';
import type { ApiContext } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { owns } from '../owns.js';
import { queryOf } from '../validation/query-of.js';
import { type LivePosition, livePosition } from './event-id.js';
import { streamLiveSearch } from './stream-live-search.js';

/**
 * Goes on with a search behind the event that its client has seen last. A client that has seen the end gets 204. Throws
 * ApiError 400 for a position that is none, 404 for a search that is not there or another's, and 409 for a position
 * that it has not reached.
 */
export async function continueLiveSearch(
  ctx: ApiContext,
  parts: AppParts,
  id?: string | undefined,
): Promise<void> {
  const { runId, after } = positionOf(ctx, id);
  const run = await findLiveSearch(ctx, parts, runId);
  ctx.set('Session-Id', run.id);
  const [seen] = after === 0 ? [] : await parts.events.read(run.id, after - 1, 1);
  if (seen?.type === 'run-end') ctx.status = 204;
  else if (after > 0 && seen === undefined) throw notReached(after);
  else streamLiveSearch(ctx, parts, { runId: run.id, after });
}

/** From `Last-Event-ID`, or else from `?last_event_id=`; from the beginning where a path names the search alone. */
function positionOf(ctx: ApiContext, id: string | undefined): LivePosition {
  const told = ctx.get('Last-Event-ID') || String(queryOf(ctx)['last_event_id'] ?? '');
  if (told === '' && id !== undefined) return { runId: id, after: 0 };
  const position =
    livePosition(told) ?? (id === undefined ? undefined : livePosition(`${id}:${told}`));
  if (position === undefined || (id !== undefined && position.runId !== id.toLowerCase()))
    throw noPosition(told);
  return position;
}

async function findLiveSearch(ctx: ApiContext, { runs }: AppParts, id: string): Promise<Run> {
  const run = isUuid(id) ? await runs.find(id) : undefined;
  if (run?.kind === 'live-search' && owns(ctx.state.caller, run.owner)) return run;
  throw new ApiError({
    status: 404,
    error: 'session_not_found',
    message: `There is no live search ${id}; send the request without Last-Event-ID to begin one`,
  });
}

function isUuid(id: string): boolean {
  return livePosition(`${id}:0`) !== undefined;
}

function noPosition(told: string): ApiError {
  return new ApiError({
    status: 400,
    error: 'invalid_value',
    message: `Last-Event-ID takes the id of an event of a live search, not ${told}`,
    param: 'Last-Event-ID',
  });
}

function notReached(after: number): ApiError {
  return new ApiError({
    status: 409,
    error: 'event_not_reached',
    message: `This search has no event ${after} yet; go on from an earlier one`,
  });
}
