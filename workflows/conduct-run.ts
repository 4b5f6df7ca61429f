import { ApplicationFailure, CancellationScope, isCancellation, log } from '@temporalio/workflow';
import type { EndRunInput } from '../contracts/end-run.js';
import type { RunError } from '../contracts/runs.js';

import { beginRun, endRun } from './activities.js';
import { openEvents, type Tell } from './events.js';
import { showStatus } from './search-attributes.js';

/** How a recipe ended: what `endRun` needs but the run's id. */
export type Ending = Omit<EndRunInput, 'runId'>;

/**
 * Runs a recipe from `run-start` to `run-end`. However the recipe ends, the run is settled with the truth:
 * cancelled when it was cancelled, failed with the reason when it threw. A run settled before does nothing.
 * A recipe that gives no ending has settled the run itself. `prepare` comes first of all, for what must be there
 * when the first message arrives.
 */
export async function conductRun(
  runId: string,
  recipe: (tell: Tell) => Promise<Ending | undefined>,
  prepare: (tell: Tell) => void = () => {},
): Promise<void> {
  const tell = openEvents(runId);
  prepare(tell);
  try {
    if (!(await beginRun({ runId }))) return;
    tell('run-start');
    const ending = await recipe(tell);
    if (ending !== undefined) await endRun({ runId, ...ending });
    showStatus(ending?.status ?? 'completed');
  } catch (error) {
    const ending = endingOf(error);
    await CancellationScope.nonCancellable(() => endRun({ runId, ...ending }));
    showStatus(ending.status);
    throw error;
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
