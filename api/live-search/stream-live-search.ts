import type { RunEvent } from '../../contracts/run-events.js';
import { answerWithEvents, type Following } from '../answer-with-events.js';
import type { ApiContext } from '../api-context.js';
import type { AppParts } from '../api-parts.js';
import { formatUnnumbered } from '../sse.js';
import { endEvent } from './end-event.js';
import { liveEventId } from './event-id.js';
import { liveEvent } from './live-event.js';

/** A silence is broken well before the 15 s that a client may count on. */
const HEARTBEAT_MS = 10_000;

/** Answers with a live search's events until the one that ends it. The client leaving ends no search. */
export function streamLiveSearch(ctx: ApiContext, parts: AppParts, following: Following): void {
  const dialect = {
    idleMs: Math.min(HEARTBEAT_MS, parts.timing.heartbeatMs),
    line: (event: RunEvent) => lineOf(following.runId, event),
    heartbeat: () => formatUnnumbered('heartbeat', { timestamp: new Date().toISOString() }),
    deleted,
  };
  answerWithEvents(ctx, parts, { ...following, dialect });
}

/** Undefined for an event of the log that has no counterpart. */
function lineOf(runId: string, event: RunEvent): string | undefined {
  const shown = liveEvent(event);
  if (shown === undefined) return undefined;
  return `id: ${liveEventId(runId, event.seq)}\n${formatUnnumbered(shown.event, shown.data)}`;
}

function deleted(): string {
  const { event, data } = endEvent({
    status: 'cancelled',
    error: { message: 'The session of this search was deleted' },
  });
  return formatUnnumbered(event, data);
}
