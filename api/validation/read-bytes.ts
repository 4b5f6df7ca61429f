import type { ApiContext } from '../api-context.js';
import { ApiError } from '../api-error.js';

/** Past this a caller is no longer listened to just to let it read our refusal. */
const DRAIN_BYTES = 64_000_000;

/**
 * Reads a request's body; throws ApiError 413 above the limit and 415 for a compressed one.
 * What comes above the limit is read and dropped: a caller still sending would not see the answer.
 */
export async function readBytes(ctx: ApiContext, limitBytes: number): Promise<Buffer> {
  const encoding = ctx.get('Content-Encoding').trim().toLowerCase();
  if (!['', 'identity'].includes(encoding)) throw compressed(encoding);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of ctx.req.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size <= limitBytes) chunks.push(chunk);
    else chunks.length = 0;
    if (size > DRAIN_BYTES) break;
  }
  if (size > limitBytes) throw bodyTooLarge(limitBytes);
  return Buffer.concat(chunks);
}

/** The refusal of a body above a limit. */
export function bodyTooLarge(limitBytes: number): ApiError {
  return new ApiError({
    status: 413,
    error: 'request_too_large',
    message: `The body of this request may hold at most ${limitBytes / 1_000_000} MB`,
    headers: { Connection: 'close' },
  });
}

function compressed(encoding: string): ApiError {
  return new ApiError({
    status: 415,
    error: 'unsupported_encoding',
    message: `Send the body without Content-Encoding: ${encoding} is not read here`,
    headers: { Connection: 'close' },
  });
}
