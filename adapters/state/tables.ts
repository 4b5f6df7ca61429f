import type { ColumnType, Generated } from 'kysely';
import type { RunEventType } from '../../contracts/run-events.js';
import type { RunError, RunKind, RunStatus } from '../../contracts/runs.js';

/** The tables of the relational state, as the newest migration leaves them. */
export interface Tables {
  runs: RunsTable;
  run_events: RunEventsTable;
}

export interface RunsTable {
  id: string;
  kind: RunKind;
  owner: string;
  status: RunStatus;
  query: string;
  mode: string;
  request: Json;
  result: Json;
  error: Json<RunError | null>;
  workflow_id: string;
  idempotency_key: string | null;
  created_at: Generated<Date>;
  started_at: Date | null;
  completed_at: Date | null;
  /** The highest `seq` given away; only changed while the row is locked. */
  last_seq: Generated<number>;
  /** Whether `run-end` has been told: nothing is appended after it. */
  closed: Generated<boolean>;
}

export interface RunEventsTable {
  run_id: string;
  seq: number;
  key: string;
  type: RunEventType;
  data: Json<Record<string, unknown>>;
  at: Generated<Date>;
}

/** Written as JSON text, read as a value. */
type Json<T = unknown> = ColumnType<T, string | null | undefined, string | null>;
