import type { Selectable } from 'kysely';
import type { StoredBatch, StoredItem } from '../../../contracts/batch-store.js';
import type { BatchCounts, BatchItemStatus } from '../../../contracts/batches.js';
import type { BatchesTable, BatchItemsTable } from './batch-tables.js';

/** A row of the batch table, with the counts of its items, as the rest of the product sees it. */
export function toBatch(row: Selectable<BatchesTable>, counts: BatchCounts): StoredBatch {
  return {
    id: row.id,
    owner: row.owner,
    name: row.name,
    status: row.status,
    window: row.window_size,
    total: row.total,
    kinds: row.kinds,
    counts,
    workflowId: row.workflow_id,
    parentWorkflowId: row.parent_workflow_id,
    fingerprint: row.fingerprint,
    error: row.error,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    version: row.version,
  };
}

export function toItem(row: Selectable<BatchItemsTable>): StoredItem {
  return {
    position: row.position,
    line: row.line,
    kind: row.kind,
    title: row.title,
    status: row.status,
    attempts: row.attempts,
    runId: row.run_id,
    error: row.error,
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    version: row.version,
  };
}

/** Counts in the order that the API documents; what does not occur is 0. */
export function toCounts(
  rows: readonly { readonly status: string; readonly items: string | number }[],
): BatchCounts {
  const of = new Map(rows.map(({ status, items }) => [status, Number(items)]));
  const count = (status: BatchItemStatus) => of.get(status) ?? 0;
  return {
    waiting: count('waiting'),
    running: count('running'),
    completed: count('completed'),
    failed: count('failed'),
    timed_out: count('timed_out'),
    cancelled: count('cancelled'),
    invalid: count('invalid'),
  };
}
