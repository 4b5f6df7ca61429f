import type { Run } from '../contracts/runs.js';
import type { Session } from '../contracts/sessions.js';
import type { AppParts } from './api-parts.js';

/** A run as the API shows it. */
export function showSession({ traceUrl }: AppParts, run: Run): Session {
  return { ...summarizeSession({ traceUrl }, run), result: run.result ?? null };
}

/** A run as a list shows it: without its result. */
export function summarizeSession(
  { traceUrl }: Pick<AppParts, 'traceUrl'>,
  run: Run,
): Omit<Session, 'result'> {
  return {
    id: run.id,
    query: run.query,
    mode: run.kind,
    search_mode: run.mode,
    status: run.status,
    error: run.error,
    trace_url: traceUrl(run.id, run.workflowId),
    created_at: run.createdAt,
    completed_at: run.completedAt,
  };
}
