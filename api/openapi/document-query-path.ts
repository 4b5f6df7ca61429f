import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { DocumentAnswer, DocumentQuery } from '../../contracts/document-query.js';
import { BODY_ERRORS, errorResponse, STATE_ERRORS, VALIDATION_ERROR } from './error-responses.js';
import { EVENT_HEADERS, EVENT_QUERY, RUN_HEADERS } from './parameters.js';
import { runReply } from './run-reply.js';

export const DOCUMENT_QUERY_PATH: ZodOpenApiPathsObject = {
  '/api/v1/documents/query': {
    post: {
      tags: ['documents'],
      operationId: 'queryDocuments',
      summary: 'Ask a question and get an answer from your documents, each sentence with its page',
      description:
        'Where no document says anything on the question the answer says so, with status 200 and no sources.',
      requestParams: { header: RUN_HEADERS.extend(EVENT_HEADERS.shape), query: EVENT_QUERY },
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: DocumentQuery,
            example: {
              query: 'What are the main conclusions?',
              document_ids: ['550e8400-e29b-41d4-a716-446655440002'],
              max_sources: 5,
            },
          },
        },
      },
      responses: {
        '200': runReply('answer', DocumentAnswer),
        '404': errorResponse({
          description: 'An unknown document, collection or model.',
          error: 'document_not_found',
          message: 'Document 550e8400-e29b-41d4-a716-446655440002 not found',
        }),
        '409': errorResponse({
          description:
            'The run was cancelled, or its Idempotency-Key was used for another request.',
          error: 'query_cancelled',
          message: 'Query was cancelled; what it had found stays readable in its session',
          session: true,
        }),
        '422': VALIDATION_ERROR,
        ...BODY_ERRORS,
        ...STATE_ERRORS,
        '504': errorResponse({
          description: 'No answer came in time; the run goes on and stays readable.',
          error: 'query_timeout',
          message: 'Query exceeded timeout of 120s',
          session: true,
        }),
      },
    },
  },
};
