import type { BatchQuestion, BatchStatus, QuestionKind } from './batches.js';
import type { RunStatus } from './runs.js';
import type { BatchNews, NewSinceLastRun, OverlapPolicy } from './schedules.js';

/** When a schedule runs; its zone is a name that every part of the product knows. */
export interface ScheduleTiming {
  readonly cron: string | null;
  readonly interval: { readonly every: number; readonly offset: number } | null;
  readonly timeZone: string;
  readonly overlap: OverlapPolicy;
  readonly catchupSeconds: number;
}

/** What a schedule runs: a question, or a batch whose checked lines lie in an object. */
export type ScheduleTarget =
  | { readonly runs: 'question'; readonly question: BatchQuestion }
  | {
      readonly runs: 'batch';
      readonly name: string | null;
      readonly window: number | null;
      readonly key: string;
    };

export interface NewSchedule {
  readonly id: string;
  readonly owner: string;
  /** The key towards which its runs count. */
  readonly keyId?: string | null | undefined;
  readonly name: string | null;
  readonly timing: ScheduleTiming;
  readonly target: ScheduleTarget;
  /** First question, cut short, and how many there are. */
  readonly title: string;
  readonly questions: number;
  /** The kinds of those questions. */
  readonly kinds: readonly QuestionKind[];
  readonly paused: boolean;
  /** Tells one request from another under the same idempotency key. */
  readonly fingerprint: string | null;
}

export interface StoredSchedule extends NewSchedule {
  readonly createdAt: string;
}

/** A run that a schedule has made: a run of the run table, or a batch, under its own id. */
export interface NewScheduleRun {
  readonly scheduleId: string;
  readonly id: string;
  readonly runs: 'question' | 'batch';
  /** ISO 8601 UTC: when it was due. */
  readonly scheduledAt: string;
}

export interface StoredScheduleRun extends NewScheduleRun {
  /** Undefined once the run or batch was deleted. */
  readonly status: RunStatus | BatchStatus | undefined;
  readonly endedAt: string | null;
  readonly news: NewSinceLastRun | BatchNews | null;
}

interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** The schedules and the runs they made. Throws ServiceError: unavailable, refused, storage-full. */
export interface ScheduleStore {
  /** Enters a schedule that Temporal is yet to be told of; a known idempotency key of the owner gives that schedule. */
  create(
    schedule: NewSchedule,
    idempotencyKey?: string,
  ): Promise<{ readonly schedule: StoredSchedule; readonly created: boolean }>;
  /** Notes that Temporal knows it. */
  confirm(id: string): Promise<void>;
  find(id: string): Promise<StoredSchedule | undefined>;
  list(
    filter: {
      readonly owner: string;
      /** Only schedules that ask no question of another kind. */
      readonly kinds?: readonly QuestionKind[] | undefined;
    } & Page,
  ): Promise<{ readonly schedules: readonly StoredSchedule[]; readonly total: number }>;
  /** Schedules that Temporal may not know, entered more than so many milliseconds ago. */
  listUnconfirmed(olderThanMs: number): Promise<readonly StoredSchedule[]>;
  /** Schedules that Temporal has known, of all owners. */
  listConfirmed(): Promise<readonly StoredSchedule[]>;
  setPaused(id: string, paused: boolean): Promise<void>;
  /** Deletes a schedule and the list of its runs, not the runs; false when there was none. */
  remove(id: string): Promise<boolean>;
  /** Notes a run; noting it again changes nothing. */
  addRun(run: NewScheduleRun): Promise<void>;
  /** The runs of a schedule, newest first. */
  runs(
    id: string,
    page: Page,
  ): Promise<{ readonly runs: readonly StoredScheduleRun[]; readonly total: number }>;
  /** The newest completed run that was due before this one; undefined for the first. */
  lastCompletedBefore(id: string, runId: string): Promise<string | undefined>;
  keepNews(id: string, runId: string, news: NewSinceLastRun | BatchNews): Promise<void>;
}
