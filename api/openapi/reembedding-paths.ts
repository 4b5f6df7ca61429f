import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { Reembedding } from '../../contracts/reembedding.js';
import { STATE_ERRORS } from './error-responses.js';
import { jsonResponse } from './json-response.js';

const TAGS = { tags: ['administration'] };

/** Vectors of all documents after a change of the embedding model. */
export const REEMBEDDING_PATHS: ZodOpenApiPathsObject = {
  '/api/admin/reembedding': {
    get: {
      ...TAGS,
      operationId: 'getReembedding',
      summary: 'Show the last re-embedding of documents, or the one under way',
      responses: { '200': jsonResponse('How far it is.', Reembedding), ...STATE_ERRORS },
    },
    post: {
      ...TAGS,
      operationId: 'startReembedding',
      summary: 'Give all documents vectors of the embedding model of today',
      description:
        'Joins the run that is under way. Documents that have such vectors are left as they are; the others are served from their old ones until the new ones are complete.',
      responses: { '202': jsonResponse('The run.', Reembedding), ...STATE_ERRORS },
    },
  },
};
