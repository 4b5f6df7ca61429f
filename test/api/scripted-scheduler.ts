import type { Scheduler } from '../../api/schedules/scheduler.js';
import type { StoredSchedule } from '../../contracts/schedule-store.js';

export const NEXT_RUN = '2030-01-01T06:00:00.000Z';

interface ScriptedScheduler extends Scheduler {
  readonly created: StoredSchedule[];
  readonly asked: string[];
  /** What it knows, and whether that is paused. */
  readonly known: Map<string, boolean>;
}

/** A scheduler that runs nothing and remembers what it was asked; each call can be replaced. */
export function scriptedScheduler(changes: Partial<Scheduler> = {}): ScriptedScheduler {
  const created: StoredSchedule[] = [];
  const asked: string[] = [];
  const known = new Map<string, boolean>();
  return {
    created,
    asked,
    known,
    async create(schedule) {
      if (known.has(schedule.id)) return;
      known.set(schedule.id, schedule.paused);
      created.push(schedule);
    },
    async setPaused(id, paused) {
      known.set(id, paused);
      asked.push(`${paused ? 'pause' : 'resume'} ${id}`);
    },
    runNow: async (id) => void asked.push(`run ${id}`),
    async remove(id) {
      known.delete(id);
      asked.push(`remove ${id}`);
    },
    async describe(id) {
      const paused = known.get(id);
      return paused === undefined ? undefined : { paused, nextRuns: paused ? [] : [NEXT_RUN] };
    },
    ...changes,
  };
}
