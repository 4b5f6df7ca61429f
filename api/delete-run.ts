import type { Run } from '../contracts/runs.js';
import type { AppParts } from './api-parts.js';
import { awaitRun } from './await-run.js';
import { isEnded } from './is-ended.js';

/**
 * Deletes a run with its events, its objects and its history; a running one is ended first.
 * Throws ApiError 503 when a running one cannot be ended because Temporal is away: nothing is deleted then.
 */
export async function deleteRun(parts: AppParts, run: Run): Promise<void> {
  if (!isEnded(run)) await endRun(parts, run);
  await parts.objects.deletePrefix(`runs/${run.id}`);
  await parts.runs.remove(run.id);
  await parts.objects.deletePrefix(`runs/${run.id}`); // what a report or a last step wrote meanwhile
  await forget(parts, run);
}

/** Gives it a moment to let go of what it uses, and no choice after that. */
async function endRun(parts: AppParts, run: Run): Promise<void> {
  if (await parts.starter.cancel(run.workflowId))
    await awaitRun(parts, { run, waitMs: parts.timing.cancelWaitMs, signal: parts.closing });
  await parts.starter.terminate(run.workflowId, 'its session was deleted');
  await parts.runs.end(run.id, { status: 'cancelled' });
}

/** History that stays is encrypted and ends with its retention, so this failing fails no deletion. */
async function forget({ starter, log }: AppParts, { id, workflowId }: Run): Promise<void> {
  try {
    await starter.forget(workflowId);
  } catch (err) {
    log.warn({ err, run_id: id }, 'the history of a deleted run could not be deleted');
  }
}
