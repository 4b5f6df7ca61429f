import type { StoredSchedule } from '../../contracts/schedule-store.js';
import type { AppParts } from '../api-parts.js';
import { ValidationError } from '../validation/validation-error.js';

type Parts = Pick<AppParts, 'schedules' | 'scheduler' | 'timing' | 'log' | 'closing'>;

/**
 * Tells Temporal of schedules that it does not know: their process did not live to tell, or Temporal was given a new
 * history. Takes over what was paused or resumed in Temporal itself.
 */
export async function reconcileSchedules(parts: Parts): Promise<void> {
  const { schedules, scheduler, timing, closing } = parts;
  for (const schedule of await schedules.listUnconfirmed(timing.unknownAfterMs)) {
    if (closing.aborted) return;
    await tellOrLog(parts, schedule);
  }
  for (const schedule of await schedules.listConfirmed()) {
    if (closing.aborted) return;
    const state = await scheduler.describe(schedule.id);
    if (state === undefined) await tellOrLog(parts, schedule);
    else if (state.paused !== schedule.paused) await schedules.setPaused(schedule.id, state.paused);
  }
}

/** One that Temporal refuses, however often it is sent, must not keep the others from it. */
async function tellOrLog(parts: Parts, schedule: StoredSchedule): Promise<void> {
  try {
    await tell(parts, schedule);
  } catch (err) {
    if (!(err instanceof ValidationError)) throw err;
    parts.log.warn({ err, schedule_id: schedule.id }, 'Temporal refuses a schedule');
  }
}

async function tell({ schedules, scheduler, log }: Parts, schedule: StoredSchedule): Promise<void> {
  const { id } = schedule;
  await scheduler.create(schedule);
  await schedules.confirm(id);
  log.warn({ schedule_id: id }, 'a schedule was told to Temporal late');
  // One that was deleted just now must not be left behind there.
  if ((await schedules.find(id)) === undefined) await scheduler.remove(id);
}
