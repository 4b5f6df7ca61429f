import type { Selectable } from 'kysely';
import type { Run } from '../../contracts/runs.js';
import type { RunsTable } from './tables.js';

/** A row of the run table as the rest of the product sees it. */
export function toRun(row: Selectable<RunsTable>): Run {
  return {
    id: row.id,
    kind: row.kind,
    owner: row.owner,
    keyId: row.key_id,
    status: row.status,
    query: row.query,
    mode: row.mode,
    request: row.request,
    result: row.result,
    error: row.error,
    workflowId: row.workflow_id,
    parentWorkflowId: row.parent_workflow_id,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    completedAt: row.completed_at?.toISOString() ?? null,
  };
}
