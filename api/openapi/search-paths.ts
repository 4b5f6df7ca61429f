import type {
  ZodOpenApiOperationObject,
  ZodOpenApiPathsObject,
  ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { SearchRequest, SearchResult } from '../../contracts/search.js';
import { BODY_ERRORS, errorResponse, STATE_ERRORS, VALIDATION_ERROR } from './error-responses.js';
import { SEARCH_REQUEST_EXAMPLE, SEARCH_RESULT_EXAMPLE } from './examples.js';
import { EVENT_HEADERS, EVENT_QUERY, RUN_HEADERS } from './parameters.js';
import { runReply } from './run-reply.js';

const SEARCH: ZodOpenApiOperationObject = {
  tags: ['search'],
  requestParams: { header: RUN_HEADERS.extend(EVENT_HEADERS.shape), query: EVENT_QUERY },
  requestBody: {
    required: true,
    content: { 'application/json': { schema: SearchRequest, example: SEARCH_REQUEST_EXAMPLE } },
  },
  responses: {
    '200': runReply('result', SearchResult, SEARCH_RESULT_EXAMPLE),
    ...searchErrors(),
    '422': VALIDATION_ERROR,
    ...BODY_ERRORS,
    ...STATE_ERRORS,
  },
};

export const SEARCH_PATHS: ZodOpenApiPathsObject = {
  '/api/v1/search': {
    post: {
      ...SEARCH,
      operationId: 'search',
      summary: 'Perform fast web search with AI-powered answer synthesis',
      description:
        'Searches, reads, ranks, writes and checks. Every knob of the request is honoured.',
    },
  },
  '/api/v1/search/perplexity': {
    post: {
      ...SEARCH,
      operationId: 'searchPerplexity',
      summary:
        'Perform direct search using Perplexity AI (returns ready-to-use answer with citations)',
      description: 'Needs PERPLEXITY_API_KEY. `mode` of the answer is `perplexity`.',
    },
  },
};

function searchErrors(): ZodOpenApiResponsesObject {
  return {
    '400': errorResponse({
      description:
        'An engine that is not set up, or documents that are named but not in `sources`.',
      error: 'engine_not_configured',
      message: 'Serper is not set up: set SERPER_API_KEY and start the service again',
    }),
    '404': errorResponse({
      description:
        'An unknown model, document or collection; the message names it, and lists known models.',
      error: 'model_not_found',
      message: 'Model gpt-9 not found; known are: llama3.2:3b, qwen3:8b',
    }),
    '409': errorResponse({
      description: 'The search was cancelled, or its Idempotency-Key was used for another request.',
      error: 'search_cancelled',
      message: 'Search was cancelled; what it had found stays readable in its session',
      session: true,
    }),
    '500': errorResponse({
      description: 'The search failed; what it had found stays readable in its session.',
      error: 'search_execution_failed',
      message: 'Search execution failed: ...',
      session: true,
    }),
    '504': errorResponse({
      description: 'The search took longer than its timeout; what was found stays readable.',
      error: 'search_timeout',
      message: 'Search exceeded timeout of 60s',
      session: true,
    }),
  };
}
