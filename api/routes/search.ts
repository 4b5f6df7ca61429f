import { Router } from '@koa/router';
import type { ApiState } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { checkEngine } from '../check-engine.js';
import { checkModel } from '../check-model.js';
import { checkSources } from '../check-sources.js';
import { replyWithRun } from '../reply-with-run.js';
import { requireScope } from '../require-scope.js';
import { jsonBody } from '../validation/json-body.js';
import { SearchBody } from '../validation/search-body.js';

/** POST /api/v1/search and /api/v1/search/perplexity. */
export function searchRoutes(parts: AppParts): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/api/v1/search' });
  router.use(requireScope('search'));

  router.post('/', async (ctx) => {
    const request = await jsonBody(ctx, SearchBody);
    await checkSources(ctx.state.caller, parts, request);
    checkEngine(parts, request.search_engine);
    await checkModel(parts, request.model);
    await replyWithRun(ctx, parts, { kind: 'search', request });
  });

  router.post('/perplexity', async (ctx) => {
    const request = await jsonBody(ctx, SearchBody);
    if (request.sources.includes('documents')) throw webAlone();
    await checkSources(ctx.state.caller, parts, request);
    if (!parts.perplexityConfigured) throw notConfigured();
    await replyWithRun(ctx, parts, { kind: 'perplexity', request });
  });

  return router;
}

function notConfigured(): ApiError {
  return new ApiError({
    status: 400,
    error: 'not_configured',
    message: 'Perplexity is not set up: set PERPLEXITY_API_KEY and start the service again',
  });
}

function webAlone(): ApiError {
  return new ApiError({
    status: 400,
    error: 'documents_not_searched',
    message:
      'Perplexity answers from the web alone; leave "documents" out of sources, or use POST /api/v1/search',
  });
}
