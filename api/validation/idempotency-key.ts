import type { ApiContext } from '../api-context.js';
import { ValidationError } from './validation-error.js';

/** The `Idempotency-Key` of a request, 1 to 255 visible ASCII characters; undefined when none was sent. */
export function idempotencyKey(ctx: ApiContext): string | undefined {
  const key = ctx.req.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  const error = 'must be 1 to 255 visible ASCII characters';
  throw new ValidationError([
    {
      type: 'value_error',
      loc: ['header', 'Idempotency-Key'],
      msg: `Value error, Idempotency-Key ${error}`,
      input: key,
      ctx: { error: {} },
    },
  ]);
}
