import type { ColumnType, Generated } from 'kysely';
import type { DocumentStatus } from '../../contracts/documents.js';
import type { RunEventType } from '../../contracts/run-events.js';
import type { RunError, RunKind, RunStatus } from '../../contracts/runs.js';
import type { Warning } from '../../contracts/warnings.js';
import type { AccessTables } from './access-tables.js';
import type { BatchTables } from './batches/batch-tables.js';
import type { ScheduleTables } from './schedules/schedule-tables.js';

/** The tables of the relational state, as the newest migration leaves them. */
export interface Tables extends AccessTables, BatchTables, ScheduleTables {
  runs: RunsTable;
  run_events: RunEventsTable;
  read_pages: ReadPagesTable;
  documents: DocumentsTable;
  document_bundles: DocumentBundlesTable;
  collections: CollectionsTable;
  collection_documents: CollectionDocumentsTable;
  vector_groups: VectorGroupsTable;
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
  parent_workflow_id: string | null;
  idempotency_key: string | null;
  key_id: string | null;
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

export interface ReadPagesTable {
  owner: string;
  /** Canonical. */
  url: string;
  page_key: string;
  title: string;
  characters: number;
  read_at: Date;
}

export interface DocumentsTable {
  id: string;
  owner: string;
  status: DocumentStatus | 'uploading' | 'deleting';
  filename: string;
  /** A bigint of PostgreSQL, which is read as a string. */
  size_bytes: ColumnType<string | null, number | undefined, number>;
  content_hash: string | null;
  original_key: string | null;
  source_url: string | null;
  media_type: string | null;
  title: string | null;
  language: string | null;
  pages: number | null;
  warnings: ColumnType<readonly Warning[], string | undefined, string>;
  error: Json<RunError | null>;
  run_id: string | null;
  edition: string | null;
  space: string | null;
  chunks: number | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  indexed_at: Date | null;
}

export interface DocumentBundlesTable {
  document_id: string;
  edition: string;
  position: number;
  first_page: number;
  last_page: number;
  pages_key: string;
  chunks_key: string;
  chunks: number;
}

export interface CollectionsTable {
  id: string;
  owner: string;
  name: string;
  created_at: Generated<Date>;
}

export interface CollectionDocumentsTable {
  collection_id: string;
  document_id: string;
}

export interface VectorGroupsTable {
  owner: string;
  /** SHA-256, since an id may be longer than a key, and of characters that no text may have here. */
  group_hash: string;
  model: string;
  dimension: number;
}

/** Written as JSON text, read as a value. */
type Json<T = unknown> = ColumnType<T, string | null | undefined, string | null>;
