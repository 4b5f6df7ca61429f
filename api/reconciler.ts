import type { Run, RunKind, RunOutcome } from '../contracts/runs.js';
import type { AppParts } from './api-parts.js';
import type { WorkflowState } from './run-starter.js';
import { runWords } from './run-words.js';

/** Runs looked at in one round, oldest first. */
const ROUND = 500;

type ReconcilerParts = Pick<AppParts, 'runs' | 'starter' | 'timing' | 'log' | 'closing'>;

/**
 * Settles runs whose workflow ended without telling: terminated from outside, or gone with its server.
 * Looks every `reconcileEveryMs` until the service closes. Temporal being away is no verdict on any run.
 */
export async function reconcile(parts: ReconcilerParts): Promise<void> {
  while (!parts.closing.aborted) {
    try {
      await reconcileOnce(parts);
    } catch (err) {
      parts.log.warn({ err }, 'runs could not be compared with their workflows; trying again');
    }
    await pause(parts.timing.reconcileEveryMs, parts.closing);
  }
}

/** One round. Throws what the store or Temporal throws, and leaves the rest to the next round. */
export async function reconcileOnce(parts: ReconcilerParts): Promise<void> {
  for (const run of await parts.runs.listOpen(ROUND)) {
    if (parts.closing.aborted) return;
    const outcome = verdictOn(run, await parts.starter.describe(run.workflowId), parts.timing);
    if (outcome !== undefined && (await parts.runs.end(run.id, outcome)))
      parts.log.warn({ run_id: run.id, status: outcome.status }, 'a run ended without telling');
  }
}

/** How a run ended by what its workflow says; undefined while it may still go on. */
function verdictOn(
  { kind, createdAt }: Run,
  workflow: WorkflowState,
  { unknownAfterMs }: AppParts['timing'],
): RunOutcome | undefined {
  switch (workflow.state) {
    case 'open':
      return undefined;
    case 'cancelled':
      return { status: 'cancelled' };
    case 'timed-out':
      return { status: 'timed_out' };
    case 'failed':
      return failed(kind, workflow.reason);
    case 'terminated':
      return failed(kind, `terminated from outside: ${workflow.reason}`);
    case 'completed':
      return failed(kind, 'the workflow ended without a result');
    case 'missing':
      return Date.now() - Date.parse(createdAt) < unknownAfterMs
        ? undefined
        : failed(kind, 'the workflow is not known to Temporal; it never started or was deleted');
  }
}

function failed(kind: RunKind, message: string): RunOutcome {
  const { code } = runWords(kind);
  return { status: 'failed', error: { error: `${code}_execution_failed`, message } };
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
