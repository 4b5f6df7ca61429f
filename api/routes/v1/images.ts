import { Router } from '@koa/router';
import { ImageRequest, type ImageRunRequest } from '../../../contracts/images.js';
import type { ApiState } from '../../api-context.js';
import type { AppParts } from '../../api-parts.js';
import { answerImage } from '../../gateway/answer-image.js';
import { checkImageModel } from '../../gateway/check-image-model.js';
import { viaOf } from '../../gateway/via.js';
import { replyWithRun } from '../../reply-with-run.js';
import { requireScope } from '../../require-scope.js';
import { runSignal } from '../../run-signal.js';
import { jsonBody } from '../../validation/json-body.js';

/** POST /v1/images/generations: a run that goes on when its caller has gone. */
export function imageGenerationRoutes(parts: AppParts): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/v1/images/generations' });
  router.use(requireScope('images'));

  router.post('/', async (ctx) => {
    const { prompt, model: wanted, size, response_format } = await jsonBody(ctx, ImageRequest);
    const via = viaOf(ctx, parts.instanceId);
    const model = await checkImageModel(parts, wanted, runSignal(ctx.res, parts.closing));
    const request: ImageRunRequest = {
      query: prompt,
      mode: 'image',
      model,
      size: size ?? '1024x1024',
      timeout: parts.images.seconds,
      via,
      stream: false,
    };
    await replyWithRun(ctx, parts, {
      kind: 'image',
      request,
      answer: (run) => answerImage(ctx, parts, { run, format: response_format ?? 'b64_json' }),
    });
  });

  return router;
}
