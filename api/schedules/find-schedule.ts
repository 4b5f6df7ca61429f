import type { StoredSchedule } from '../../contracts/schedule-store.js';
import type { ApiContext } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { owns } from '../owns.js';
import { assertKinds } from '../run-scopes.js';
import { sessionId } from '../validation/session-id.js';

/**
 * The schedule that a path names. Throws ValidationError for a malformed id, ApiError 404 for an unknown or foreign one,
 * and 403 where the caller's key is not for the kinds of its questions.
 */
export async function findSchedule(
  ctx: ApiContext,
  { schedules }: AppParts,
): Promise<StoredSchedule> {
  const id = sessionId(ctx.params['id'], 'schedule_id');
  const schedule = await schedules.find(id);
  if (schedule === undefined || !owns(ctx.state.caller, schedule.owner)) {
    const message = `Schedule ${id} not found`;
    throw new ApiError({ status: 404, error: 'schedule_not_found', message });
  }
  assertKinds(ctx.state.caller, schedule.kinds);
  return schedule;
}
