import { Readable } from 'node:stream';
import type { ChatChunk } from '../../contracts/gateway.js';
import type { ApiContext } from '../api-context.js';
import type { AppParts } from '../api-parts.js';
import { openAiProblem } from '../openai-problem.js';
import { orShuttingDown } from '../shutting-down.js';
import { SSE_HEADERS, SSE_HEARTBEAT } from '../sse.js';
import { withHeartbeats } from '../with-heartbeats.js';
import type { createChatEvents } from './chat-events.js';

type StreamParts = Pick<AppParts, 'timing' | 'log' | 'debug' | 'closing'>;

interface Streaming {
  readonly chunks: AsyncIterable<readonly ChatChunk[]>;
  readonly events: ReturnType<typeof createChatEvents>;
  /** Aborted when the caller has gone or the service closes. */
  readonly signal: AbortSignal;
  onEnd(): void;
}

/** Answers with a reply as it is written. What fails on the way is told by an event, never by a silent end. */
export function streamChat(ctx: ApiContext, parts: StreamParts, streaming: Streaming): void {
  ctx.status = 200;
  ctx.set(SSE_HEADERS);
  const { traceId } = ctx.state;
  ctx.body = Readable.from(linesOf(parts, streaming, traceId), { highWaterMark: 1 });
}

async function* linesOf(
  { timing, log, debug, closing }: StreamParts,
  { chunks, events, signal, onEnd }: Streaming,
  traceId: string,
): AsyncGenerator<string> {
  try {
    for await (const batch of withHeartbeats(iterate(chunks), timing.heartbeatMs)) {
      const text = batch === 'idle' ? SSE_HEARTBEAT : events.write(batch);
      if (text !== '') yield text;
    }
    yield events.end();
  } catch (cause) {
    if (signal.aborted && !closing.aborted) return; // there is nobody to tell
    const error = orShuttingDown(cause, closing);
    const { body, status } = openAiProblem(error, { traceId, debug });
    if (status >= 500) log.error({ err: error, trace_id: traceId }, 'a streamed reply broke off');
    yield `data: ${JSON.stringify(body)}\n\n`;
  } finally {
    onEnd();
  }
}

async function* iterate<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  yield* items;
}
