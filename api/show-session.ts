import type { RunHold } from '../contracts/run-events.js';
import type { Run } from '../contracts/runs.js';
import type { Session } from '../contracts/sessions.js';
import type { AppParts } from './api-parts.js';
import { isEnded } from './is-ended.js';

type Summary = Omit<Session, 'result'>;

/** A run as the API shows it. */
export async function showSession(parts: AppParts, run: Run): Promise<Session> {
  const holds = await holdsOf(parts, [run]);
  return { ...summarize(parts, run, holds.get(run.id)), result: run.result ?? null };
}

/** Runs as a list shows them: without their results. */
export async function summarizeSessions(parts: AppParts, runs: readonly Run[]): Promise<Summary[]> {
  const holds = await holdsOf(parts, runs);
  return runs.map((run) => summarize(parts, run, holds.get(run.id)));
}

/** Only a run that goes on can wait. */
async function holdsOf({ events }: AppParts, runs: readonly Run[]) {
  const open = runs.filter((run) => !isEnded(run)).map(({ id }) => id);
  return open.length === 0 ? new Map<string, RunHold>() : events.holds(open);
}

function summarize({ traceUrl }: AppParts, run: Run, hold: RunHold | undefined): Summary {
  return {
    id: run.id,
    query: run.query,
    mode: run.kind,
    search_mode: run.mode,
    status: run.status,
    waiting_for: hold?.waitingFor ?? null,
    error: run.error,
    trace_url: traceUrl(run.id, run.workflowId),
    created_at: run.createdAt,
    completed_at: run.completedAt,
  };
}
