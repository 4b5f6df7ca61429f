import {
  TerminatedFailure,
  TimeoutFailure,
  WorkflowExecutionAlreadyStartedError,
} from '@temporalio/common';
import {
  CancellationScope,
  ChildWorkflowFailure,
  condition,
  getExternalWorkflowHandle,
  isCancellation,
  ParentClosePolicy,
  startChild,
} from '@temporalio/workflow';
import type { BegunChild, LostRun } from '../contracts/batch-steps.js';
import { RUN_WORKFLOWS } from '../contracts/workflow-ids.js';
import { untilRunEnds } from './activities.js';
import { childOptions } from './child-options.js';

/** How long children are given to end when the batch is cancelled. */
const STOP_LIMIT_MS = 30_000;

/** The runs of a batch that are under way. */
export interface BatchChildren {
  positions(): number[];
  begin(child: BegunChild): void;
  /** Whether one has ended since the last `takeLost`. */
  haveNews(): boolean;
  /** Runs that ended without being able to say so, each given once. */
  takeLost(): LostRun[];
  /** Waits until each child that was begun is known to have started. */
  allStarted(): Promise<void>;
  /** Cancels all, and waits for their ends. */
  stop(): Promise<void>;
}

export function openBatchChildren(owner: string): BatchChildren {
  const scope = new CancellationScope();
  const inFlight = new Set<number>();
  let starting = 0;
  let news = false;
  let lost: LostRun[] = [];

  return {
    positions: () => [...inFlight],
    haveNews: () => news,
    takeLost() {
      const taken = lost;
      lost = [];
      news = false;
      return taken;
    },
    begin(child) {
      inFlight.add(child.position);
      starting += 1;
      void scope
        .run(() => carry(child))
        .catch(() => {}) // a cancelled child's row says so itself
        .then(() => {
          inFlight.delete(child.position);
          news = true;
        });
    },
    allStarted: () => condition(() => starting === 0),
    async stop() {
      scope.cancel();
      await condition(() => inFlight.size === 0, STOP_LIMIT_MS);
    },
  };

  /** The run's row is what counts; only an end that the run could not write there is noted. */
  async function carry(child: BegunChild): Promise<void> {
    try {
      // A batch that continues as new, or is ended from outside, leaves its runs alone.
      const handle = await startChild(
        RUN_WORKFLOWS[child.kind],
        childOptions(child, owner, ParentClosePolicy.ABANDON),
      ).finally(() => {
        starting -= 1;
      });
      await handle.result();
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return follow(child);
      if (isCancellation(error)) return;
      lost.push({ runId: child.input.runId, ...endOf(child, error) });
    }
  }
}

/** A run that was started before this run of the workflow, and so does not answer to it. */
async function follow({ workflowId, input: { runId } }: BegunChild): Promise<void> {
  try {
    await untilRunEnds({ runId });
  } catch (error) {
    if (!isCancellation(error)) throw error;
    await CancellationScope.nonCancellable(async () => {
      await getExternalWorkflowHandle(workflowId)
        .cancel()
        .catch(() => {}); // it has ended meanwhile
      await untilRunEnds({ runId });
    });
  }
}

function endOf({ kind }: BegunChild, error: unknown): Omit<LostRun, 'runId'> {
  const cause = error instanceof ChildWorkflowFailure ? error.cause : error;
  const message = cause instanceof Error ? cause.message : String(cause);
  const failed = (text: string) => ({ error: `${kind}_execution_failed`, message: text });
  if (cause instanceof TimeoutFailure)
    return { status: 'timed_out', error: failed('the workflow ran out of time') };
  if (cause instanceof TerminatedFailure)
    return { status: 'failed', error: failed(`terminated from outside: ${message}`) };
  return { status: 'failed', error: failed(message) };
}
