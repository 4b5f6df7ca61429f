import type { StoredBatch } from '../../contracts/batch-store.js';
import type { AppParts } from '../api-parts.js';
import { everyOpen } from '../every-open.js';
import { isAwaited } from '../is-awaited.js';
import { verdictOn } from '../verdict-on.js';
import { startOf } from './start-batch.js';

/** Batches read at a time, oldest first. */
const PAGE = 100;

type Parts = Pick<AppParts, 'batches' | 'runs' | 'starter' | 'timing' | 'log' | 'closing'>;

/** Settles batches whose workflow ended without telling, and items whose run has ended since. */
export async function reconcileBatches(parts: Parts): Promise<void> {
  for await (const batch of everyOpen(parts.batches.listOpen, PAGE)) {
    if (parts.closing.aborted) return;
    await reconcileBatch(parts, batch);
  }
  await parts.batches.settleItems();
}

async function reconcileBatch(parts: Parts, batch: StoredBatch): Promise<void> {
  const { batches, starter, timing, log } = parts;
  const workflow = await starter.describe(batch.workflowId);
  if (workflow.state === 'open') return;
  if (workflow.state === 'missing' && (await isAwaited(parts, batch))) return;
  // It was to be tried again, and the process that said so did not live to start it.
  if (batch.status === 'queued' && batch.startedAt !== null)
    return starter.retryBatch(startOf(batch));
  const outcome = verdictOn({ ...batch, kind: 'batch' }, workflow, timing);
  if (outcome === undefined) return;
  await cancelRuns(parts, batch.id);
  const status = outcome.status === 'cancelled' ? 'cancelled' : 'failed';
  if (await batches.end(batch.id, status, outcome.error))
    log.warn({ batch_id: batch.id, status }, 'a batch ended without telling');
}

/** Its runs do not end with it; nobody would wait for them any more. */
async function cancelRuns({ batches, runs, starter }: Parts, id: string): Promise<void> {
  for (const runId of await batches.runIds(id, 'running')) {
    const run = await runs.find(runId);
    if (run !== undefined) await starter.cancel(run.workflowId);
  }
}
