import type { ChatChunk } from '../../contracts/gateway.js';
import type { ApiContext } from '../api-context.js';
import type { AppParts } from '../api-parts.js';
import type { EventStream } from '../event-stream.js';
import { openAiProblem } from '../openai-problem.js';
import { orShuttingDown } from '../shutting-down.js';
import { SSE_HEARTBEAT } from '../sse.js';
import { streamEvents } from '../stream-events.js';
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
  const { closing, timing } = parts;
  const options = { closing, idleMs: timing.heartbeatMs, heartbeat: () => SSE_HEARTBEAT };
  const { traceId } = ctx.state;
  streamEvents(ctx, options, (stream) => tellReply(stream, parts, { ...streaming, traceId }));
}

async function tellReply(
  stream: EventStream,
  { log, debug, closing }: StreamParts,
  { chunks, events, signal, onEnd, traceId }: Streaming & { readonly traceId: string },
): Promise<void> {
  try {
    for await (const batch of chunks) {
      if (stream.signal.aborted && !closing.aborted) return; // told the last, such as that its key was deleted
      const text = events.write(batch);
      if (text !== '') await stream.write(text);
    }
    await stream.write(events.end());
  } catch (cause) {
    if (signal.aborted && !closing.aborted) return; // there is nobody to tell
    const error = orShuttingDown(cause, closing);
    const { body, status } = openAiProblem(error, { traceId, debug });
    if (status >= 500) log.error({ err: error, trace_id: traceId }, 'a streamed reply broke off');
    await stream.write(`data: ${JSON.stringify(body)}\n\n`);
  } finally {
    onEnd();
  }
}
