import { answerWithEvents, type Following } from './answer-with-events.js';
import type { ApiContext } from './api-context.js';
import type { AppParts } from './api-parts.js';
import { formatEvent, formatUnnumbered, SSE_HEARTBEAT } from './sse.js';

/** Answers with a run's events until `run-end`. The follower is let go when the client is gone. */
export function streamRun(ctx: ApiContext, parts: AppParts, following: Following): void {
  const dialect = {
    idleMs: parts.timing.heartbeatMs,
    line: formatEvent,
    heartbeat: () => SSE_HEARTBEAT,
    deleted,
  };
  answerWithEvents(ctx, parts, { ...following, dialect });
}

function deleted(): string {
  return formatUnnumbered('run-end', {
    status: 'cancelled',
    error: { error: 'session_deleted', message: 'The session was deleted' },
    at: new Date().toISOString(),
  });
}
