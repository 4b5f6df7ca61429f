import { Router } from '@koa/router';
import { EmbeddingRequest, type EmbeddingResponse } from '../../../contracts/embeddings.js';
import type { ApiState } from '../../api-context.js';
import type { AppParts } from '../../api-parts.js';
import { embedTexts } from '../../gateway/embed-texts.js';
import { requireScope } from '../../require-scope.js';
import { jsonBody } from '../../validation/json-body.js';

const LIMIT_BYTES = 20_000_000;
const FLOAT_BYTES = 4;

/** POST /v1/embeddings: vectors of texts, by the model that is named. */
export function embeddingRoutes(parts: AppParts): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/v1/embeddings' });
  router.use(requireScope('vector', 'chat'));

  router.post('/', async (ctx) => {
    const request = await jsonBody(ctx, EmbeddingRequest, LIMIT_BYTES);
    const { model, input, encoding_format } = request;
    const dimensions = request.dimensions ?? undefined;
    const embedded = await embedTexts(ctx, parts, { model, texts: input, dimensions });
    const { prompt_tokens = 0, total_tokens = 0 } = embedded.usage ?? {};
    const encode = encoding_format === 'base64' ? toBase64 : toNumbers;
    ctx.body = {
      object: 'list',
      data: embedded.vectors.map((vector, index) => ({
        object: 'embedding',
        index,
        embedding: encode(vector),
      })),
      model: embedded.model,
      usage: { prompt_tokens, total_tokens },
    } satisfies EmbeddingResponse;
  });

  return router;
}

function toNumbers(vector: readonly number[]): number[] {
  return [...vector];
}

/** Little-endian 32-bit floats, whatever this machine's own order is. */
function toBase64(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * FLOAT_BYTES);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * FLOAT_BYTES);
  return bytes.toString('base64');
}
