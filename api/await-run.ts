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
    for await (const event of parts.events.follow(run.id, 0, controller.signal))
      if (event.type === 'run-end') break;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
  return parts.runs.find(run.id);
}
