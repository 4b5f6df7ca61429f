import type { StoredBatch } from '../../contracts/batch-store.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { deleteRun } from '../delete-run.js';
import { batchEnded } from './find-batch.js';
import { removeBatch, startOf } from './start-batch.js';

/** Pauses a batch, or has it go on: runs under way end, and no further one begins. Throws ApiError 409 for an ended one. */
export async function pauseBatch(
  { batches, starter }: AppParts,
  batch: StoredBatch,
  paused: boolean,
): Promise<void> {
  if (batch.endedAt !== null) throw batchEnded(batch);
  const told = await starter.signalBatch(batch.workflowId, paused ? 'pause' : 'resume');
  if (!told || !(await batches.setPaused(batch.id, paused)))
    throw batchEnded((await batches.find(batch.id)) ?? batch);
}

/** Asks a batch to end with all its runs. One that Temporal does not know is settled here. */
export async function cancelBatch(parts: AppParts, batch: StoredBatch): Promise<void> {
  if (batch.status === 'cancelled') return;
  if (batch.endedAt !== null) throw batchEnded(batch);
  if (await parts.starter.cancel(batch.workflowId)) return;
  await parts.batches.end(batch.id, 'cancelled');
}

/** Has everything that failed, timed out or was cancelled tried again. Throws ApiError 409 when nothing did. */
export async function retryBatch(parts: AppParts, batch: StoredBatch): Promise<number> {
  const retried = await parts.batches.retry(batch.id);
  if (retried === 0) throw nothingToRetry(batch.id);
  await parts.starter.retryBatch(startOf(batch));
  return retried;
}

interface Deletion {
  readonly batch: StoredBatch;
  /** Whether the sessions of its questions go too. */
  readonly sessions: boolean;
}

/** Deletes a batch, last of all its row, so that a deletion that broke off can be repeated; a running one is ended first. */
export async function deleteBatch(parts: AppParts, { batch, sessions }: Deletion): Promise<void> {
  if (batch.endedAt === null) await endBatch(parts, batch);
  for (const runId of sessions ? await parts.batches.runIds(batch.id) : []) {
    const run = await parts.runs.find(runId);
    if (run !== undefined) await deleteRun(parts, run);
  }
  await removeBatch(parts, batch.id);
  await parts.starter.forget(batch.workflowId).catch((err: unknown) => {
    parts.log.warn(
      { err, batch_id: batch.id },
      'the history of a deleted batch could not be deleted',
    );
  });
}

async function endBatch(parts: AppParts, { id, workflowId }: StoredBatch): Promise<void> {
  if (await parts.starter.cancel(workflowId)) await untilEnded(parts, id);
  await parts.starter.terminate(workflowId, 'its batch was deleted');
}

async function untilEnded({ batches, timing, closing }: AppParts, id: string): Promise<void> {
  const signal = AbortSignal.any([closing, AbortSignal.timeout(timing.cancelWaitMs)]);
  for await (const { last } of batches.follow(id, 0, signal)) if (last) return;
}

function nothingToRetry(id: string): ApiError {
  return new ApiError({
    status: 409,
    error: 'nothing_to_retry',
    message: `Batch ${id} has no item that failed, timed out or was cancelled`,
  });
}
