import type {
  CompareScheduledInput,
  OpenedSchedule,
  OpenScheduledInput,
} from '../contracts/schedule-steps.js';
import type { Services } from '../contracts/services.js';
import { compareScheduled } from './compare-scheduled.js';
import { openScheduled } from './open-scheduled.js';

/** What a firing of a schedule makes, and what is new in it. Both may run twice. */
export function createScheduleActivities(
  services: Pick<Services, 'schedules' | 'batches' | 'runs' | 'objects' | 'traceUrl'>,
) {
  return {
    /** Null when the schedule was deleted. */
    openScheduled: (input: OpenScheduledInput): Promise<OpenedSchedule | null> =>
      openScheduled(services, input),

    compareScheduled: (input: CompareScheduledInput): Promise<void> =>
      compareScheduled(services, input),
  };
}
