import { Readable } from 'node:stream';
import type { Middleware } from 'koa';
import type { Refusal } from '../contracts/callers.js';
import type { ApiState } from './api-context.js';
import type { AppParts } from './api-parts.js';
import { credentialOf } from './identity.js';
import { isOpenAiPath } from './is-openai-path.js';
import { refusedKey } from './key-refusals.js';
import { createKeyWatch, type WatchedKey } from './key-watch.js';
import { openAiProblem } from './openai-problem.js';
import { orAbort } from './or-abort.js';
import { formatUnnumbered } from './sse.js';

/** Ends event streams whose key is deleted, expires or belongs to a user who is deactivated, with an event that says so. */
export function endRevoked({
  callers,
  timing,
  debug,
}: Pick<AppParts, 'callers' | 'timing' | 'debug'>): Middleware<ApiState> {
  const watch = createKeyWatch(callers, timing.keyCheckMs);

  return async function watchStreams(ctx, next) {
    await next();
    const { body } = ctx;
    const streams = body instanceof Readable && ctx.type === 'text/event-stream';
    const credential = streams ? credentialOf(ctx) : undefined;
    if (!streams || credential === undefined) return;
    const traceId = ctx.state.traceId;
    const last = (refusal: Refusal) => lastEvent(ctx.path, refusal, { traceId, debug });
    ctx.body = Readable.from(
      untilRevoked(body, () => watch(credential), last),
      { highWaterMark: 1 },
    );
  };
}

/** Begins to watch with the first reading: a stream that nobody reads is never ended, and would be watched for ever. */
async function* untilRevoked(
  source: Readable,
  watch: () => WatchedKey,
  last: (refusal: Refusal) => string,
): AsyncGenerator<unknown> {
  const key = watch();
  const { signal } = key;
  try {
    const pieces = source[Symbol.asyncIterator]();
    for (;;) {
      const piece = await orAbort(pieces.next(), signal);
      if (piece.done === true) return;
      yield piece.value;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    yield last(signal.reason);
  } finally {
    key.stop();
    source.destroy();
  }
}

/** In the shape of its family, and with what the stream of a live search tells of errors. */
function lastEvent(
  path: string,
  refusal: Refusal,
  options: Parameters<typeof openAiProblem>[1],
): string {
  const { status, body } = openAiProblem(refusedKey(refusal), options);
  const { message, code } = body.error;
  if (!isOpenAiPath(path)) return formatUnnumbered('error', { error: code, message });
  if (path.toLowerCase().startsWith('/v1/chat/')) return `data: ${JSON.stringify(body)}\n\n`;
  const fatal = { error_message: message, stage: 'access', is_fatal: true, status };
  return formatUnnumbered('error', { ...body, ...fatal });
}
