import { Readable } from 'node:stream';
import type { ApiContext } from './api-context.js';
import type { AppParts } from './api-parts.js';
import { runSignal } from './run-signal.js';
import { formatEvent, formatUnnumbered, SSE_HEADERS, SSE_HEARTBEAT, SSE_OPENING } from './sse.js';
import { withHeartbeats } from './with-heartbeats.js';

interface Following {
  readonly runId: string;
  /** Position of the last event the client has. */
  readonly after: number;
}

/** Answers with a run's events until `run-end`. The follower is let go when the client is gone. */
export function streamRun(ctx: ApiContext, parts: AppParts, following: Following): void {
  const signal = runSignal(ctx.res, parts.closing);
  ctx.status = 200;
  ctx.set(SSE_HEADERS);
  ctx.body = Readable.from(linesOf(parts, following, signal), { highWaterMark: 1 });
}

async function* linesOf(
  { events, runs, timing }: AppParts,
  { runId, after }: Following,
  signal: AbortSignal,
): AsyncGenerator<string> {
  yield SSE_OPENING;
  const followed = events.follow(runId, after, signal);
  for await (const event of withHeartbeats(followed, timing.heartbeatMs)) {
    yield event === 'idle' ? SSE_HEARTBEAT : formatEvent(event);
    if (event !== 'idle' && event.type === 'run-end') return;
  }
  if (signal.aborted || (await runs.find(runId)) !== undefined) return;
  yield formatUnnumbered('run-end', {
    status: 'cancelled',
    error: { error: 'session_deleted', message: 'The session was deleted' },
    at: new Date().toISOString(),
  });
}
