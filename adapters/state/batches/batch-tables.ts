import type { ColumnType, Generated } from 'kysely';
import type { BatchItemStatus, BatchStatus, QuestionKind } from '../../../contracts/batches.js';
import type { RunError } from '../../../contracts/runs.js';

/** The tables of batches, as the newest migration leaves them. */
export interface BatchTables {
  batches: BatchesTable;
  batch_items: BatchItemsTable;
}

export interface BatchesTable {
  id: string;
  owner: string;
  name: string | null;
  status: BatchStatus;
  window_size: number;
  total: number;
  kinds: QuestionKind[];
  item_keys: Json<readonly string[]>;
  workflow_id: string;
  parent_workflow_id: string | null;
  fingerprint: string;
  idempotency_key: string | null;
  key_id: string | null;
  error: Json<RunError | null>;
  /** The highest version given to a change; only changed while the row is locked. */
  version: Generated<number>;
  created_at: Generated<Date>;
  started_at: Date | null;
  ended_at: Date | null;
}

export interface BatchItemsTable {
  batch_id: string;
  position: number;
  line: number;
  kind: QuestionKind | null;
  title: string;
  status: BatchItemStatus;
  attempts: Generated<number>;
  run_id: string | null;
  error: Json<RunError | null>;
  version: Generated<number>;
  started_at: Date | null;
  ended_at: Date | null;
}

/** Written as JSON text, read as a value. */
type Json<T> = ColumnType<T, string | null | undefined, string | null>;
