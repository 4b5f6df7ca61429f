import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { EmbeddingRequest, EmbeddingResponse } from '../../contracts/embeddings.js';
import { RerankReply, RerankRequest } from '../../contracts/reranking.js';
import { jsonResponse } from './json-response.js';
import { KEYED, MODEL_ERRORS } from './openai-paths.js';

/** Vectors of texts, and what is judged by them. */
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
  '/v1/rerank': {
    post: {
      ...KEYED,
      operationId: 'rerankDocuments',
      summary: 'Order documents by how well they answer a query',
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: RerankRequest,
            example: { query: 'pets', documents: ['A cat.', 'A bank.'], top_n: 1 },
          },
        },
      },
      responses: {
        '200': jsonResponse('The documents, best first.', RerankReply),
        ...MODEL_ERRORS,
      },
    },
  },
};
