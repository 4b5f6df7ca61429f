import type { Run, RunStatus } from '../contracts/runs.js';

/** A run whose status is final. */
export type EndedRun = Run & { readonly status: Exclude<RunStatus, 'queued' | 'running'> };

export function isEnded(run: Run): run is EndedRun {
  return run.status !== 'queued' && run.status !== 'running';
}
