import type { RunEvent } from '../contracts/run-events.js';
import type { ApiContext } from './api-context.js';
import type { AppParts } from './api-parts.js';
import { SSE_OPENING } from './sse.js';
import { streamEvents } from './stream-events.js';

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

/** Answers with a run's events until `run-end`. The follower is let go when the client is gone, which ends no run. */
export function answerWithEvents(
  ctx: ApiContext,
  { events, runs, closing }: AppParts,
  { runId, after, dialect }: Following & { readonly dialect: EventDialect },
): void {
  const { idleMs, heartbeat } = dialect;
  streamEvents(ctx, { closing, idleMs, heartbeat }, async (stream) => {
    const { signal } = stream;
    await stream.write(SSE_OPENING);
    for await (const event of events.follow(runId, after, signal)) {
      const line = dialect.line(event);
      if (line !== undefined) await stream.write(line);
      if (event.type === 'run-end') return;
    }
    if (signal.aborted || (await runs.find(runId)) !== undefined) return;
    await stream.write(dialect.deleted());
  });
}
