import type { StoredSchedule } from '../../contracts/schedule-store.js';

/**
 * The few calls that the API makes to Temporal about schedules. Each throws ApiError `orchestrator_unavailable` when
 * Temporal does not answer within 5 s.
 */
export interface Scheduler {
  /** Has the schedule run from now on; one that is known already stays as it is. */
  create(schedule: StoredSchedule): Promise<void>;
  setPaused(id: string, paused: boolean): Promise<void>;
  /** Starts a run at once, whatever is under way. */
  runNow(id: string): Promise<void>;
  /** Ends the schedule, not its runs; one that is not known is as good as ended. */
  remove(id: string): Promise<void>;
  /** The next times, in ISO 8601 UTC; undefined for a schedule that is not known. */
  nextRuns(id: string): Promise<readonly string[] | undefined>;
}
