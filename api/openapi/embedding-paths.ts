import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { EmbeddingRequest, EmbeddingResponse } from '../../contracts/embeddings.js';
import { jsonResponse } from './json-response.js';
import { KEYED, MODEL_ERRORS } from './openai-paths.js';

/** Vectors of texts. */
export const EMBEDDING_PATHS: ZodOpenApiPathsObject = {
  '/v1/embeddings': {
    post: {
      ...KEYED,
      operationId: 'createEmbeddings',
      summary: 'Turn texts into vectors, by the embedding model that is named',
      requestBody: {
        required: true,
        content: { 'application/json': { schema: EmbeddingRequest } },
      },
      responses: {
        '200': jsonResponse('One vector of length 1 for each text, in order.', EmbeddingResponse),
        ...MODEL_ERRORS,
      },
    },
  },
};
