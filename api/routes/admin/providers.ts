import { Router } from '@koa/router';
import {
  ProviderChange,
  ProviderKey,
  type ProviderList,
  ProviderRequest,
} from '../../../contracts/providers.js';
import type { ApiContext, ApiState } from '../../api-context.js';
import { ApiError } from '../../api-error.js';
import type { AppParts } from '../../api-parts.js';
import { requireScope } from '../../require-scope.js';
import { jsonBody } from '../../validation/json-body.js';

/** Where further models come from, and the keys for it, for administrators. A key is written and never read. */
export function adminProviderRoutes({ providers }: Pick<AppParts, 'providers'>): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/api/admin/providers' });
  router.use(requireScope('admin'));

  router.get('/', async (ctx) => {
    ctx.body = { providers: [...(await providers.list())] } satisfies ProviderList;
  });

  router.post('/', async (ctx) => {
    const wanted = await jsonBody(ctx, ProviderRequest);
    const provider = await providers.create(wanted, ctx.state.caller);
    if (provider === undefined) throw nameTaken();
    ctx.status = 201;
    ctx.body = provider;
  });

  router.get('/:id', async (ctx) => {
    const provider = await providers.find(idOf(ctx));
    if (provider === undefined) throw noSuchProvider();
    ctx.body = provider;
  });

  router.patch('/:id', async (ctx) => {
    const change = await jsonBody(ctx, ProviderChange);
    const provider = await providers.change(idOf(ctx), change, ctx.state.caller);
    if (provider !== undefined) ctx.body = provider;
    else throw (await providers.find(idOf(ctx))) === undefined ? noSuchProvider() : nameTaken();
  });

  router.delete('/:id', async (ctx) => {
    if (!(await providers.remove(idOf(ctx), ctx.state.caller))) throw noSuchProvider();
    ctx.body = { success: true, message: 'Provider deleted, with its key' };
  });

  router.put('/:id/key', async (ctx) => {
    const { key } = await jsonBody(ctx, ProviderKey);
    if (!(await providers.setKey(idOf(ctx), key, ctx.state.caller))) throw noSuchProvider();
    ctx.body = { success: true, message: 'Key kept; it is never shown again' };
  });

  router.delete('/:id/key', async (ctx) => {
    if (!(await providers.setKey(idOf(ctx), null, ctx.state.caller))) throw noSuchProvider();
    ctx.body = { success: true, message: 'Key deleted' };
  });

  return router;
}

function idOf(ctx: ApiContext): string {
  return ctx.params['id'] ?? '';
}

function noSuchProvider(): ApiError {
  const message = 'There is no such provider';
  return new ApiError({ status: 404, error: 'provider_not_found', message });
}

function nameTaken(): ApiError {
  const message = 'Another provider has this name';
  return new ApiError({ status: 409, error: 'provider_exists', message });
}
