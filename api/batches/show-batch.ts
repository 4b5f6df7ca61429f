import type { ItemWithResult, StoredBatch, StoredItem } from '../../contracts/batch-store.js';
import type { Batch, BatchItem, BatchResult } from '../../contracts/batches.js';
import type { AppParts } from '../api-parts.js';

/** A batch as the API shows it. */
export function showBatch({ traceUrl }: Pick<AppParts, 'traceUrl'>, batch: StoredBatch): Batch {
  return {
    id: batch.id,
    name: batch.name,
    status: batch.status,
    window: batch.window,
    total: batch.total,
    counts: batch.counts,
    error: batch.error,
    trace_url: traceUrl(batch.id, batch.workflowId),
    created_at: batch.createdAt,
    started_at: batch.startedAt,
    ended_at: batch.endedAt,
  };
}

export function showItem(item: StoredItem): BatchItem {
  return {
    position: item.position,
    line: item.line,
    kind: item.kind,
    query: item.title,
    status: item.status,
    attempts: item.attempts,
    session_id: item.runId,
    error: item.error ?? timeoutOf(item),
    started_at: item.startedAt,
    ended_at: item.endedAt,
  };
}

/** A run that was out of time has no error of its own. */
function timeoutOf({ kind, status }: StoredItem): BatchItem['error'] {
  if (status !== 'timed_out') return null;
  const message = 'Nothing was found before the timeout';
  return { error: `${kind ?? 'run'}_timeout`, message };
}

/** A line of the results. */
export function showResult(item: ItemWithResult): BatchResult {
  const { attempts: _, started_at: __, ...shown } = showItem(item);
  return { ...shown, result: item.result ?? null };
}
