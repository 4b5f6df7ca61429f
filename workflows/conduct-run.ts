import { ApplicationFailure, CancellationScope, isCancellation, log } from '@temporalio/workflow';
import type { EndRunInput } from '../contracts/end-run.js';
import type { RunError } from '../contracts/runs.js';

import { beginRun, endRun } from './activities.js';
import { openEvents, type Tell, tellCancelling } from './events.js';
import { showStatus } from './search-attributes.js';
import { within } from './within.js';

/** How a recipe ended: what `endRun` needs but the run's id. */
export type Ending = Omit<EndRunInput, 'runId'>;
/** Puts together what a recipe has got so far, to be the result of a run that is cancelled or fails. */
export type Unfinished = () => Promise<Omit<Ending, 'status' | 'error'>>;
/** By which a recipe says how its result is put together if it should not come to its end. */
export type OnUnfinished = (unfinished: Unfinished) => void;

/** Longest time to keep the result of a run that did not come to its end: the stores may be what it failed for. */
const KEEPING_MS = 15_000;

/**
 * Runs a recipe from `run-start` to `run-end`. However the recipe ends, the run is settled with the truth:
 * cancelled when it was cancelled, failed with the reason when it threw. A run settled before does nothing.
 * A recipe that gives no ending has settled the run itself. One that throws leaves the result that `onUnfinished` was
 * told of, else the one that was kept last. `prepare` comes first of all, for what must be there when the first
 * message arrives.
 */
export async function conductRun(
  runId: string,
  recipe: (tell: Tell, onUnfinished: OnUnfinished) => Promise<Ending | undefined>,
  prepare: (tell: Tell) => void = () => {},
): Promise<void> {
  const tell = openEvents(runId);
  let unfinished: Unfinished | undefined;
  tellCancelling(runId);
  prepare(tell);
  try {
    if (!(await beginRun({ runId }))) return;
    tell('run-start');
    const ending = await recipe(tell, (how) => {
      unfinished = how;
    });
    if (ending !== undefined) await endRun({ runId, ...ending });
    showStatus(ending?.status ?? 'completed');
  } catch (error) {
    const ending = endingOf(error);
    await CancellationScope.nonCancellable(() => settle(runId, ending, unfinished));
    showStatus(ending.status);
    throw error;
  }
}

/** Settles a run that did not come to its end, with what it had got; without, where that cannot be put together. */
async function settle(
  runId: string,
  ending: Ending,
  unfinished: Unfinished | undefined,
): Promise<void> {
  if (unfinished !== undefined && (await isSettledWith(unfinished))) return;
  await endRun({ runId, ...ending });

  async function isSettledWith(parts: Unfinished): Promise<boolean> {
    try {
      const result = await parts();
      const kept = await within(KEEPING_MS, () => endRun({ runId, ...ending, ...result }));
      return kept.done;
    } catch (error) {
      log.warn('the result of an unfinished run could not be kept', { ...reasonOf(error) });
      return false;
    }
  }
}

/** How work that threw has ended. */
export function endingOf(error: unknown): Ending {
  if (isCancellation(error)) return { status: 'cancelled' };
  const reason = reasonOf(error);
  log.warn('run failed', { ...reason });
  return { status: 'failed', error: reason };
}

/** A failed activity wraps the failure that says what happened. */
function reasonOf(error: unknown): RunError {
  if (error instanceof ApplicationFailure)
    return { error: error.type ?? 'internal', message: error.message };
  if (error instanceof Error && error.cause !== undefined) return reasonOf(error.cause);
  return { error: 'internal', message: error instanceof Error ? error.message : String(error) };
}
