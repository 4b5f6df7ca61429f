import type { StoredSchedule } from '../../contracts/schedule-store.js';
import type { ApiContext } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { owns } from '../owns.js';
import { sessionId } from '../validation/session-id.js';

/** The schedule that a path names. Throws ValidationError for a malformed id, ApiError 404 for an unknown or foreign one. */
export async function findSchedule(
  ctx: ApiContext,
  { schedules }: AppParts,
): Promise<StoredSchedule> {
  const id = sessionId(ctx.params['id'], 'schedule_id');
  const schedule = await schedules.find(id);
  if (schedule !== undefined && owns(ctx.state.caller, schedule.owner)) return schedule;
  const message = `Schedule ${id} not found`;
  throw new ApiError({ status: 404, error: 'schedule_not_found', message });
}
