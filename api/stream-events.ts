import type { ApiContext } from './api-context.js';
import { type EventStream, openEventStream, type StreamOptions } from './event-stream.js';
import { SSE_HEADERS } from './sse.js';

/**
 * Answers with the events that `tell` writes, and ends when it is done; where it throws, the answer breaks off.
 * Written straight to the response: thousands of clients wait at a time, and a Readable for each, with its pipe and
 * the generators behind it, more than doubles what one costs.
 */
export function streamEvents(
  ctx: ApiContext,
  options: StreamOptions,
  tell: (stream: EventStream) => Promise<void>,
): void {
  ctx.status = 200;
  ctx.set(SSE_HEADERS);
  ctx.respond = false;
  const stream = openEventStream(ctx.res, options);
  ctx.state.stream = stream;
  if (ctx.method === 'HEAD') stream.end();
  tell(stream).then(
    () => stream.end(),
    (error: unknown) => {
      ctx.app.emit('error', error, ctx);
      ctx.res.destroy();
    },
  );
}
