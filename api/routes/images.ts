import { Readable } from 'node:stream';
import { Router } from '@koa/router';
import { ImageLinkQuery, ImageResult, imageKey } from '../../contracts/images.js';
import type { Run } from '../../contracts/runs.js';
import type { ApiContext, ApiState } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { requireCaller } from '../identity.js';
import { owns } from '../owns.js';
import { assertScope } from '../require-scope.js';
import { queryOf } from '../validation/query-of.js';
import { sessionId } from '../validation/session-id.js';
import { validate } from '../validation/validate.js';

/** A browser shows what a model made apart from everything that is ours. */
const APART = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** GET /api/v1/images/{id}: the image of a run, for its owner and for whoever holds a signed address. */
export function imageRoutes(parts: AppParts): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/api/v1/images' });

  router.get('/:id', async (ctx) => {
    const id = sessionId(ctx.params['id']);
    const maxAge = checkAccess(ctx, parts, id);
    const run = await parts.runs.find(id);
    const seen = run?.kind === 'image' && (maxAge !== null || owns(ctx.state.caller, run.owner));
    if (run === undefined || !seen) throw noSuchImage(id);
    await send(ctx, parts, run, maxAge ?? 0);
  });

  return router;
}

/** Seconds that a signed address is still good for; null for a caller with a key, who is asked what it may. */
function checkAccess(ctx: ApiContext, { images }: AppParts, id: string): number | null {
  const { expires, signature } = validate(ImageLinkQuery, queryOf(ctx), 'query');
  if (signature === undefined) {
    requireCaller(ctx);
    assertScope(ctx.state.caller, 'images');
    return null;
  }
  if (expires === undefined || !images.links.verify(id, expires, signature)) throw badSignature();
  const left = expires - Math.floor(Date.now() / 1_000);
  if (left <= 0) throw expired();
  return left;
}

async function send(ctx: ApiContext, { objects }: AppParts, run: Run, maxAge: number) {
  const result = ImageResult.safeParse(run.result);
  if (!result.success) throw notReady(run);
  const { content_type, size_bytes, suggested_filename, sha256 } = result.data;
  ctx.attachment(suggested_filename, { type: 'inline' });
  ctx.type = content_type;
  ctx.length = size_bytes;
  ctx.set('ETag', `"${sha256}"`);
  ctx.set('Cache-Control', `private, max-age=${maxAge}`);
  ctx.set('Content-Security-Policy', APART);
  ctx.body = Readable.from(await objects.getStream(imageKey(run.id, result.data)));
}

function noSuchImage(id: string): ApiError {
  const message = `There is no image ${id}`;
  return new ApiError({ status: 404, error: 'image_not_found', message });
}

function notReady({ id, status }: Run): ApiError {
  return new ApiError({
    status: 409,
    error: 'no_image',
    message: `Session ${id} has no image; its status is ${status}`,
    sessionId: id,
  });
}

function badSignature(): ApiError {
  const message = 'This address was not made here, or was changed';
  return new ApiError({ status: 403, error: 'invalid_signature', message });
}

function expired(): ApiError {
  const message = 'This address has expired; with a key the image is at /api/v1/images/{id}';
  return new ApiError({ status: 410, error: 'link_expired', message });
}
