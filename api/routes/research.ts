import { Router } from '@koa/router';
import { answerResearch } from '../answer-research.js';
import type { ApiState } from '../api-context.js';
import type { AppParts } from '../api-parts.js';
import { checkEngine } from '../check-engine.js';
import { checkFollowUp } from '../check-follow-up.js';
import { checkModel } from '../check-model.js';
import { checkSources } from '../check-sources.js';
import { replyWithRun } from '../reply-with-run.js';
import { requireScope } from '../require-scope.js';
import { jsonBody } from '../validation/json-body.js';
import { ResearchBody } from '../validation/research-body.js';

/** POST /api/v1/research. */
export function researchRoutes(parts: AppParts): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/api/v1/research' });
  router.use(requireScope('research'));

  router.post('/', async (ctx) => {
    const request = await jsonBody(ctx, ResearchBody);
    await checkSources(ctx.state.caller, parts, request);
    checkEngine(parts, request.search_engine);
    await checkModel(parts, request.model);
    await checkFollowUp(ctx.state.caller, parts, request.follow_up_of);
    await replyWithRun(ctx, parts, {
      kind: 'research',
      request,
      answer: (run) => answerResearch(ctx, parts, run),
    });
  });

  return router;
}
