import { Router } from '@koa/router';
import type { ApiContext, ApiState } from '../../api-context.js';
import type { AppParts } from '../../api-parts.js';
import { continueLiveSearch } from '../../live-search/continue-live-search.js';
import { LIVE_SEARCH_NAMES } from '../../live-search/live-search-names.js';
import { startLiveSearch } from '../../live-search/start-live-search.js';
import { requireScope } from '../../require-scope.js';

/** POST /v1/live-search and its aliases: a search that is followed as it goes; GET goes on with one. */
export function liveSearchRoutes(parts: AppParts): Router<ApiState> {
  const router = new Router<ApiState>();

  for (const path of LIVE_SEARCH_NAMES) {
    router.use(path, requireScope('search'));
    router.post(path, (ctx) => answer(ctx, parts));
    router.get(`${path}/:id`, (ctx) => continueLiveSearch(ctx, parts, ctx.params['id']));
  }

  return router;
}

/** A client that sends its request again with the last id it has seen goes on; any other begins. */
async function answer(ctx: ApiContext, parts: AppParts): Promise<void> {
  if (ctx.get('Last-Event-ID') === '') await startLiveSearch(ctx, parts);
  else await continueLiveSearch(ctx, parts);
}
