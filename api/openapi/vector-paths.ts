import type { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import {
  VectorDocumentsReply,
  VectorDocumentsRequest,
  VectorEmbeddingsReply,
  VectorEmbeddingsRequest,
  VectorGroupDeleted,
  VectorGroupDeletion,
  VectorSearchReply,
  VectorSearchRequest,
} from '../../contracts/vectors.js';
import { jsonResponse } from './json-response.js';
import { KEYED, MODEL_ERRORS, openAiError } from './openai-paths.js';

const NO_GROUP = openAiError(
  'You have no such group, or there is no such model.',
  'group_not_found',
  'There is no group notes; …',
);
const OTHER_MODEL = openAiError(
  'The group was embedded by another model.',
  'embedding_model_mismatch',
  'The documents of the group notes are embedded by x, not by y: …',
);
const FULL = openAiError(
  'The disk of the service is full.',
  'storage_full',
  'The disk of the passage index is full.',
);

function bodyOf(schema: z.ZodType, example: unknown) {
  return { required: true, content: { 'application/json': { schema, example } } };
}

/** Texts that callers keep by groups and find by meaning. */
export const VECTOR_PATHS: ZodOpenApiPathsObject = {
  '/v1/vector/embeddings': {
    post: {
      ...KEYED,
      operationId: 'createVectorEmbeddings',
      summary: 'Turn texts into vectors',
      requestBody: bodyOf(VectorEmbeddingsRequest, { texts: ['A cat sits on a mat.'] }),
      responses: { '200': jsonResponse('The vectors.', VectorEmbeddingsReply), ...MODEL_ERRORS },
    },
  },
  '/v1/vector/documents': {
    post: {
      ...KEYED,
      operationId: 'addVectorDocuments',
      summary: 'Keep texts in a group, each over the one that has its id',
      requestBody: bodyOf(VectorDocumentsRequest, {
        group_id: 'notes',
        documents: [{ id: 'n1', text_content: 'A cat sits on a mat.', metadata: { lang: 'en' } }],
      }),
      responses: {
        '200': jsonResponse('Kept, and found from now on.', VectorDocumentsReply),
        ...MODEL_ERRORS,
        '409': OTHER_MODEL,
        '507': FULL,
      },
    },
  },
  '/v1/vector/search': {
    post: {
      ...KEYED,
      operationId: 'searchVectorDocuments',
      summary: 'Find your texts that are nearest to a query, best first',
      requestBody: bodyOf(VectorSearchRequest, {
        query_text: 'pets',
        group_id: 'notes',
        filter: { lang: 'en' },
      }),
      responses: {
        '200': jsonResponse('The nearest texts.', VectorSearchReply),
        ...MODEL_ERRORS,
        '404': NO_GROUP,
        '409': OTHER_MODEL,
      },
    },
  },
  '/v1/vector/groups/delete': {
    post: {
      ...KEYED,
      operationId: 'deleteVectorGroup',
      summary: 'Delete a group with all its texts',
      requestBody: bodyOf(VectorGroupDeletion, { group_id: 'notes' }),
      responses: {
        '200': jsonResponse('Deleted.', VectorGroupDeleted),
        ...MODEL_ERRORS,
        '404': NO_GROUP,
        '507': FULL,
      },
    },
  },
};
