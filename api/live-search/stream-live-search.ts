import { Readable } from 'node:stream';
import type { RunEvent } from '../../contracts/run-events.js';
import type { ApiContext } from '../api-context.js';
import type { AppParts } from '../api-parts.js';
import { runSignal } from '../run-signal.js';
import { formatUnnumbered, SSE_HEADERS, SSE_OPENING } from '../sse.js';
import { withHeartbeats } from '../with-heartbeats.js';
import { endEvent } from './end-event.js';
import type { LiveEvent } from './event-fields.js';
import { liveEventId } from './event-id.js';
import { liveEvent } from './live-event.js';

/** A silence is broken well before the 15 s that a client may count on. */
const HEARTBEAT_MS = 10_000;

interface Following {
  readonly runId: string;
  /** Position of the last event of the log that the client has seen something of. */
  readonly after: number;
}

/** Answers with a live search's events until the one that ends it. The client leaving ends no search. */
export function streamLiveSearch(ctx: ApiContext, parts: AppParts, following: Following): void {
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
  const shown = shownOf(events.follow(runId, after, signal));
  const idleMs = Math.min(HEARTBEAT_MS, timing.heartbeatMs);
  for await (const item of withHeartbeats(shown, idleMs)) {
    if (item === 'idle') yield heartbeat();
    else yield lineOf(runId, item);
    if (item !== 'idle' && item.isLast) return;
  }
  if (signal.aborted || (await runs.find(runId)) !== undefined) return;
  const { event, data } = endEvent({
    status: 'cancelled',
    error: { message: 'The session of this search was deleted' },
  });
  yield formatUnnumbered(event, data);
}

interface Shown extends LiveEvent {
  readonly seq: number;
  readonly isLast: boolean;
}

/** Only what is shown counts as a sign of life. */
async function* shownOf(followed: AsyncGenerator<RunEvent>): AsyncGenerator<Shown> {
  for await (const event of followed) {
    const shown = liveEvent(event);
    const { seq, type } = event;
    if (shown !== undefined) yield { ...shown, seq, isLast: type === 'run-end' };
  }
}

function lineOf(runId: string, { event, data, seq }: Shown): string {
  return `id: ${liveEventId(runId, seq)}\n${formatUnnumbered(event, data)}`;
}

function heartbeat(): string {
  return formatUnnumbered('heartbeat', { timestamp: new Date().toISOString() });
}
