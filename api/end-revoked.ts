import type { Middleware } from 'koa';
import type { Refusal } from '../contracts/callers.js';
import type { ApiState } from './api-context.js';
import type { AppParts } from './api-parts.js';
import { credentialOf } from './identity.js';
import { isOpenAiPath } from './is-openai-path.js';
import { refusedKey } from './key-refusals.js';
import { createKeyWatch } from './key-watch.js';
import { openAiProblem } from './openai-problem.js';
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
    const { stream, traceId } = ctx.state;
    const credential = stream === undefined ? undefined : credentialOf(ctx);
    if (stream === undefined || credential === undefined || stream.signal.aborted) return;
    const { path } = ctx;
    const key = watch(credential);
    const end = () => stream.end(lastEvent(path, key.signal.reason, { traceId, debug }));
    key.signal.addEventListener('abort', end);
    const leave = () => {
      key.signal.removeEventListener('abort', end);
      key.stop();
    };
    stream.signal.addEventListener('abort', leave, { once: true });
  };
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
