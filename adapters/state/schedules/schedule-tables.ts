import type { ColumnType, Generated } from 'kysely';
import type { QuestionKind } from '../../../contracts/batches.js';
import type { ScheduleTarget, ScheduleTiming } from '../../../contracts/schedule-store.js';
import type { BatchNews, NewSinceLastRun } from '../../../contracts/schedules.js';

/** The tables of schedules, as the newest migration leaves them. */
export interface ScheduleTables {
  schedules: SchedulesTable;
  schedule_runs: ScheduleRunsTable;
}

export interface SchedulesTable {
  id: string;
  owner: string;
  key_id: string | null;
  name: string | null;
  timing: Json<ScheduleTiming>;
  target: Json<ScheduleTarget>;
  title: string;
  questions: number;
  kinds: QuestionKind[];
  paused: boolean;
  idempotency_key: string | null;
  fingerprint: string | null;
  /** Whether Temporal is known to know it. */
  confirmed: Generated<boolean>;
  created_at: Generated<Date>;
}

export interface ScheduleRunsTable {
  schedule_id: string;
  id: string;
  runs: 'question' | 'batch';
  scheduled_at: ColumnType<Date, string, string>;
  news: ColumnType<NewSinceLastRun | BatchNews | null, string | null | undefined, string | null>;
  added_at: Generated<Date>;
}

/** Written as JSON text, read as a value. */
type Json<T> = ColumnType<T, string, string>;
