import { Router } from '@koa/router';
import { CollectionName } from '../../contracts/documents.js';
import type { ApiContext, ApiState } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { noSuchCollection } from '../documents/collections-of.js';
import { requireScope } from '../require-scope.js';
import { jsonBody } from '../validation/json-body.js';
import { sessionId } from '../validation/session-id.js';

/** Collections of documents: create, list, rename, delete. */
export function collectionRoutes(parts: AppParts): Router<ApiState> {
  const { collections } = parts;
  const router = new Router<ApiState>({ prefix: '/api/v1/collections' });
  router.use(requireScope('documents'));

  router.post('/', async (ctx) => {
    const { name } = await jsonBody(ctx, CollectionName);
    const collection = await collections.create(ctx.state.caller.owner, name);
    if (collection === undefined) throw nameTaken(name);
    ctx.status = 201;
    ctx.set('Location', `/api/v1/collections/${collection.collection_id}`);
    ctx.body = collection;
  });

  router.get('/', async (ctx) => {
    ctx.body = { collections: await collections.list(ctx.state.caller.owner) };
  });

  router.get('/:id', async (ctx) => {
    ctx.body = await findCollection(ctx, parts);
  });

  router.patch('/:id', async (ctx) => {
    const { name } = await jsonBody(ctx, CollectionName);
    const collection = await findCollection(ctx, parts);
    const outcome = await collections.rename(collection.collection_id, name);
    if (outcome === 'taken') throw nameTaken(name);
    if (outcome === 'missing') throw noSuchCollection(collection.collection_id);
    ctx.body = { ...collection, name };
  });

  router.delete('/:id', async (ctx) => {
    const { collection_id: id } = await findCollection(ctx, parts);
    await collections.remove(id);
    ctx.body = { success: true, message: 'Collection deleted; its documents stay' };
  });

  return router;
}

async function findCollection(ctx: ApiContext, { collections }: AppParts) {
  const id = sessionId(ctx.params['id'], 'collection_id');
  const [found] = await collections.findMany(ctx.state.caller.owner, [id]);
  if (found === undefined) throw noSuchCollection(id);
  return found;
}

function nameTaken(name: string): ApiError {
  return new ApiError({
    status: 409,
    error: 'collection_exists',
    message: `You have a collection named ${JSON.stringify(name)} already`,
  });
}
