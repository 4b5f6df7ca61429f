import type { Scheduler } from '../../api/schedules/scheduler.js';
import type { StoredSchedule } from '../../contracts/schedule-store.js';

export const NEXT_RUN = '2030-01-01T06:00:00.000Z';

/** A scheduler that runs nothing and remembers what it was asked; each call can be replaced. */
export function scriptedScheduler(
  changes: Partial<Scheduler> = {},
): Scheduler & { readonly created: StoredSchedule[]; readonly asked: string[] } {
  const created: StoredSchedule[] = [];
  const asked: string[] = [];
  return {
    created,
    asked,
    create: async (schedule) => void created.push(schedule),
    setPaused: async (id, paused) => void asked.push(`${paused ? 'pause' : 'resume'} ${id}`),
    runNow: async (id) => void asked.push(`run ${id}`),
    remove: async (id) => void asked.push(`remove ${id}`),
    nextRuns: async () => [NEXT_RUN],
    ...changes,
  };
}
