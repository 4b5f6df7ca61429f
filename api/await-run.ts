import type { Run } from '../contracts/runs.js';
import type { AppParts } from './api-parts.js';
import { isEnded } from './is-ended.js';

interface Waiting {
  readonly run: Run;
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

/** Waits for a run to end, at most so long or until the signal aborts; gives the run as it then stands. */
export async function awaitRun(parts: AppParts, waiting: Waiting): Promise<Run | undefined> {
  const { run, waitMs, signal } = waiting;
  if (isEnded(run)) return run;
  const controller = new AbortController();
  const stop = () => controller.abort();
  const timer = setTimeout(stop, waitMs);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    await parts.events.untilEnd(run.id, controller.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
  return parts.runs.find(run.id);
}
