import type { ApiContext } from './api-context.js';

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** Whether a program on this machine asks. A proxy here would make every caller look local: what one passed on is not. */
export function isLocal(ctx: Pick<ApiContext, 'get' | 'req'>): boolean {
  const proxied = ctx.get('X-Forwarded-For') !== '' || ctx.get('Forwarded') !== '';
  return LOOPBACK.test(ctx.req.socket.remoteAddress ?? '') && !proxied;
}
