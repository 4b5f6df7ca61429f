import type { AppParts } from './api-parts.js';
import { reconcileBatches } from './batches/reconcile-batches.js';
import { reconcileDocuments } from './documents/reconcile-documents.js';
import { startAgain } from './documents/start-again.js';
import { everyOpen } from './every-open.js';
import { isAwaited } from './is-awaited.js';
import { watchEmbeddingModel } from './reembedding.js';
import { reconcileSchedules } from './schedules/reconcile-schedules.js';
import { verdictOn } from './verdict-on.js';

/** Runs read at a time, oldest first. */
const PAGE = 500;

type ReconcilerParts = Pick<
  AppParts,
  | 'runs'
  | 'batches'
  | 'schedules'
  | 'documents'
  | 'objects'
  | 'passages'
  | 'starter'
  | 'scheduler'
  | 'timing'
  | 'log'
  | 'closing'
>;

/**
 * Settles runs and batches whose workflow ended without telling: terminated from outside, or gone with its server.
 * Looks every `reconcileEveryMs` until the service closes. Temporal being away is no verdict on any run.
 */
export async function reconcile(
  parts: ReconcilerParts & Pick<AppParts, 'embeddingModel'>,
): Promise<void> {
  const followModel = watchEmbeddingModel(parts);
  while (!parts.closing.aborted) {
    await tried('runs', () => reconcileOnce(parts));
    await tried('batches', () => reconcileBatches(parts));
    await tried('schedules', () => reconcileSchedules(parts));
    await tried('documents', () => reconcileDocuments(parts));
    await tried('the embedding model', followModel);
    await pause(parts.timing.reconcileEveryMs, parts.closing);
  }

  /** What stands in the way of one must not keep the others waiting. */
  async function tried(what: string, look: () => Promise<unknown>): Promise<void> {
    try {
      await look();
    } catch (err) {
      parts.log.warn({ err }, `${what} could not be compared with Temporal; trying again`);
    }
  }
}

/** One round. Throws what the store or Temporal throws, and leaves the rest to the next round. */
export async function reconcileOnce(
  parts: Pick<ReconcilerParts, 'runs' | 'documents' | 'starter' | 'timing' | 'log' | 'closing'>,
): Promise<void> {
  for await (const run of everyOpen(parts.runs.listOpen, PAGE)) {
    if (parts.closing.aborted) return;
    const workflow = await parts.starter.describe(run.workflowId, run.id);
    if (workflow.state === 'missing' && (await isAwaited(parts, run))) continue;
    const outcome = verdictOn(run, workflow, parts.timing);
    if (outcome === undefined) continue;
    if (workflow.state === 'missing' && (await startAgain(parts, run))) continue;
    if (await parts.runs.end(run.id, outcome))
      parts.log.warn({ run_id: run.id, status: outcome.status }, 'a run ended without telling');
  }
}

/** Ends early, and quietly, when the service closes. */
function pause(ms: number, closing: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      closing.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    closing.addEventListener('abort', done, { once: true });
    if (closing.aborted) done();
  });
}
