import { randomUUID } from 'node:crypto';
import { Router } from '@koa/router';
import { type RerankReply, RerankRequest } from '../../../contracts/reranking.js';
import type { ApiState } from '../../api-context.js';
import type { AppParts } from '../../api-parts.js';
import { judgeDocuments } from '../../gateway/judge-documents.js';
import { requireScope } from '../../require-scope.js';
import { jsonBody } from '../../validation/json-body.js';

const LIMIT_BYTES = 20_000_000;

/** POST /v1/rerank: documents ordered by how well they answer a query. */
export function rerankRoutes(parts: AppParts): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/v1/rerank' });
  router.use(requireScope('vector', 'chat'));

  router.post('/', async (ctx) => {
    const request = await jsonBody(ctx, RerankRequest, LIMIT_BYTES);
    const { query, documents } = request;
    const judged = await judgeDocuments(ctx, parts, {
      model: request.model ?? null,
      query,
      documents,
    });
    const { model, method, scores, usage } = judged;
    const results = documents
      .map((text, index) => ({
        index,
        relevance_score: scores[index] ?? 0,
        ...(request.return_documents === true ? { document: { text } } : {}),
      }))
      .sort((one, other) => other.relevance_score - one.relevance_score)
      .slice(0, request.top_n ?? documents.length);
    const { prompt_tokens = 0, total_tokens = 0 } = usage ?? {};
    ctx.body = {
      id: `rerank-${randomUUID().replaceAll('-', '')}`,
      object: 'list',
      model,
      method,
      results,
      usage: { prompt_tokens, total_tokens },
    } satisfies RerankReply;
  });

  return router;
}
