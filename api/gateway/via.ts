import { VIA_HEADER } from '../../contracts/via-header.js';
import type { ApiContext } from '../api-context.js';
import { ApiError } from '../api-error.js';

/** More instances in a row than anybody has. */
const LONGEST_CHAIN = 8;

/**
 * The instances that a call has come through, with this one at the end. Throws ApiError 508 when it was here before:
 * two instances that ask each other would else do so for ever.
 */
export function viaOf(ctx: Pick<ApiContext, 'get'>, instanceId: string): readonly string[] {
  const before = ctx
    .get(VIA_HEADER)
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean);
  if (before.includes(instanceId) || before.length >= LONGEST_CHAIN) throw loop();
  return [...before, instanceId];
}

/** Whether another instance asks. */
export function isRemoteCall(ctx: Pick<ApiContext, 'get'>): boolean {
  return ctx.get(VIA_HEADER) !== '';
}

function loop(): ApiError {
  return new ApiError({
    status: 508,
    error: 'loop_detected',
    message:
      'This call has come through this instance before: two instances are providers of each other',
  });
}
