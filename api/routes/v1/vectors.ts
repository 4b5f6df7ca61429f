import { Router } from '@koa/router';
import {
  VectorDocumentsRequest,
  type VectorEmbeddingsReply,
  VectorEmbeddingsRequest,
  type VectorGroupDeleted,
  VectorGroupDeletion,
  VectorSearchRequest,
} from '../../../contracts/vectors.js';
import type { ApiState } from '../../api-context.js';
import type { AppParts } from '../../api-parts.js';
import { embedTexts } from '../../gateway/embed-texts.js';
import { requireScope } from '../../require-scope.js';
import { jsonBody } from '../../validation/json-body.js';
import { addDocuments } from '../../vectors/add-documents.js';
import { noSuchGroup } from '../../vectors/group-model.js';
import { searchDocuments } from '../../vectors/search-documents.js';

const LIMIT_BYTES = 20_000_000;

/** /v1/vector: texts of the caller, kept by groups and found by their meaning. */
export function vectorRoutes(parts: AppParts): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/v1/vector' });
  router.use(requireScope('vector'));

  router.post('/embeddings', async (ctx) => {
    const request = await jsonBody(ctx, VectorEmbeddingsRequest, LIMIT_BYTES);
    const wanted = { model: request.model_identifier ?? null, texts: request.texts };
    const { model, vectors } = await embedTexts(ctx, parts, wanted);
    const embeddings = vectors.map((vector) => [...vector]);
    ctx.body = {
      success: true,
      data: { embeddings, model_used: model, dimension: embeddings[0]?.length ?? 0 },
    } satisfies VectorEmbeddingsReply;
  });

  router.post('/documents', async (ctx) => {
    const request = await jsonBody(ctx, VectorDocumentsRequest, LIMIT_BYTES);
    ctx.body = await addDocuments(ctx, parts, request);
  });

  router.post('/search', async (ctx) => {
    ctx.body = await searchDocuments(ctx, parts, await jsonBody(ctx, VectorSearchRequest));
  });

  router.post('/groups/delete', async (ctx) => {
    const { group_id } = await jsonBody(ctx, VectorGroupDeletion);
    const { owner } = ctx.state.caller;
    const deleted = await parts.vectors.removeGroup(owner, group_id);
    const known = await parts.vectorGroups.forget({ owner, groupId: group_id });
    if (deleted === 0 && !known) throw noSuchGroup(group_id);
    const message = `The group ${group_id} is deleted, with ${deleted} document${deleted === 1 ? '' : 's'}`;
    ctx.body = {
      success: true,
      message,
      details: { deleted, group_id },
    } satisfies VectorGroupDeleted;
  });

  return router;
}
