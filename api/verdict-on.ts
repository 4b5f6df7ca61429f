import type { RunKind, RunOutcome } from '../contracts/runs.js';
import type { ApiTiming } from './api-timing.js';
import type { WorkflowState } from './run-starter.js';
import { runWords } from './run-words.js';

/** A run, or a batch of them, that may have ended. */
interface Judged {
  readonly kind: RunKind | 'batch';
  readonly createdAt: string;
}

/** How a run ended by what its workflow says; undefined while it may still go on. */
export function verdictOn(
  { kind, createdAt }: Judged,
  workflow: WorkflowState,
  { unknownAfterMs }: ApiTiming,
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

function failed(kind: Judged['kind'], message: string): RunOutcome {
  const code = kind === 'batch' ? kind : runWords(kind).code;
  return { status: 'failed', error: { error: `${code}_execution_failed`, message } };
}
