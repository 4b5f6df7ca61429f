import { Readable } from 'node:stream';
import type { RunEvent } from '../contracts/run-events.js';
import type { ApiContext } from './api-context.js';
import type { AppParts } from './api-parts.js';
import { runSignal } from './run-signal.js';
import { SSE_HEADERS, SSE_OPENING } from './sse.js';
import { withHeartbeats } from './with-heartbeats.js';

export interface Following {
  readonly runId: string;
  /** Position of the last event of the log that the client has seen. */
  readonly after: number;
}

/** How the events of a run look on the wire. */
export interface EventDialect {
  /** Longest silence, in milliseconds. */
  readonly idleMs: number;
  /** Undefined for an event that the client is not shown, which is no sign of life either. */
  line(event: RunEvent): string | undefined;
  heartbeat(): string;
  /** The last event of a run that was deleted meanwhile. */
  deleted(): string;
}

interface Shown {
  readonly line: string;
  readonly isLast: boolean;
}

/** Answers with a run's events until `run-end`. The follower is let go when the client is gone, which ends no run. */
export function answerWithEvents(
  ctx: ApiContext,
  parts: AppParts,
  { dialect, ...following }: Following & { readonly dialect: EventDialect },
): void {
  const signal = runSignal(ctx.res, parts.closing);
  ctx.status = 200;
  ctx.set(SSE_HEADERS);
  ctx.body = Readable.from(linesOf(parts, { ...following, dialect, signal }), { highWaterMark: 1 });
}

async function* linesOf(
  { events, runs }: AppParts,
  {
    runId,
    after,
    dialect,
    signal,
  }: Following & { readonly dialect: EventDialect; readonly signal: AbortSignal },
): AsyncGenerator<string> {
  yield SSE_OPENING;
  const shown = shownOf(events.follow(runId, after, signal), dialect);
  for await (const item of withHeartbeats(shown, dialect.idleMs)) {
    yield item === 'idle' ? dialect.heartbeat() : item.line;
    if (item !== 'idle' && item.isLast) return;
  }
  if (signal.aborted || (await runs.find(runId)) !== undefined) return;
  yield dialect.deleted();
}

async function* shownOf(
  followed: AsyncGenerator<RunEvent>,
  dialect: EventDialect,
): AsyncGenerator<Shown> {
  for await (const event of followed) {
    const line = dialect.line(event);
    if (line !== undefined) yield { line, isLast: event.type === 'run-end' };
  }
}
