import type { StoredSchedule } from '../../contracts/schedule-store.js';

/** How a schedule stands in Temporal, where people can pause it too. */
export interface ScheduleState {
  readonly paused: boolean;
  /** The next times, in ISO 8601 UTC; none while it is paused. */
  readonly nextRuns: readonly string[];
}

/**
 * The few calls that the API makes to Temporal about schedules. Each throws ApiError `orchestrator_unavailable` when
 * Temporal does not answer within 5 s.
 */
export interface Scheduler {
  /**
   * Has the schedule run from now on; one that is known already stays as it is. Throws ValidationError where Temporal
   * finds that it cannot run so.
   */
  create(schedule: StoredSchedule): Promise<void>;
  setPaused(id: string, paused: boolean): Promise<void>;
  /** Starts a run at once, whatever is under way. */
  runNow(id: string): Promise<void>;
  /** Ends the schedule, not its runs; one that is not known is as good as ended. */
  remove(id: string): Promise<void>;
  /** Undefined for a schedule that is not known. */
  describe(id: string): Promise<ScheduleState | undefined>;
}
