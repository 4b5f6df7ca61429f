import type { AppParts } from '../api-parts.js';

type Parts = Pick<AppParts, 'schedules' | 'scheduler' | 'timing' | 'log' | 'closing'>;

/** Tells Temporal of schedules whose process did not live to do so. */
export async function reconcileSchedules(parts: Parts): Promise<void> {
  const { schedules, scheduler, timing, log, closing } = parts;
  for (const schedule of await schedules.listUnconfirmed(timing.unknownAfterMs)) {
    if (closing.aborted) return;
    await scheduler.create(schedule);
    await schedules.confirm(schedule.id);
    log.warn({ schedule_id: schedule.id }, 'a schedule was told to Temporal late');
  }
}
