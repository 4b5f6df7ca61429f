import { z } from 'zod';
import type { ZodOpenApiPathsObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { ResearchRequest, ResearchResult } from '../../contracts/research.js';
import { AwaitingApproval, StillGoing } from '../../contracts/research-controls.js';
import {
  BODY_ERRORS,
  errorResponse,
  STATE_ERRORS,
  TRACE_HEADER,
  VALIDATION_ERROR,
} from './error-responses.js';
import { EVENT_HEADERS, EVENT_QUERY, RUN_HEADERS } from './parameters.js';
import { RESEARCH_REQUEST_EXAMPLE, RESEARCH_RESULT_EXAMPLE } from './research-examples.js';
import { runReply } from './run-reply.js';

export const RESEARCH_PATHS: ZodOpenApiPathsObject = {
  '/api/v1/research': {
    post: {
      tags: ['research'],
      operationId: 'research',
      summary: 'Perform deep research with multi-step research plan and comprehensive findings',
      description:
        'Plans, then searches, reads and judges in rounds until nothing is missing, and writes one checked report.',
      requestParams: { header: RUN_HEADERS.extend(EVENT_HEADERS.shape), query: EVENT_QUERY },
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: ResearchRequest, example: RESEARCH_REQUEST_EXAMPLE },
        },
      },
      responses: {
        '200': runReply('report', ResearchResult, RESEARCH_RESULT_EXAMPLE),
        '202': {
          description:
            'Where no stream was asked for: the plan waits for approval (`require_approval`), decide with POST `links.plan`; or the time is over in which the result was due, and a person had paused the research or changed its limits: it goes on, and `links.session` will have the result.',
          headers: z.object({
            ...TRACE_HEADER,
            'Session-Id': z.uuid(),
            Location: z.string().meta({ description: 'The session.' }),
          }),
          content: { 'application/json': { schema: z.union([AwaitingApproval, StillGoing]) } },
        },
        ...researchErrors(),
        '422': VALIDATION_ERROR,
        ...BODY_ERRORS,
        ...STATE_ERRORS,
      },
    },
  },
};

function researchErrors(): ZodOpenApiResponsesObject {
  return {
    '400': errorResponse({
      description:
        'An engine that is not set up, documents that are named but not in `sources`, or a `follow_up_of` whose kind keeps no evidence.',
      error: 'engine_not_configured',
      message: 'Serper is not set up: set SERPER_API_KEY and start the service again',
    }),
    '404': errorResponse({
      description:
        'An unknown model, document, collection or session; the message names it, and lists known models.',
      error: 'model_not_found',
      message: 'Model gpt-9 not found; known are: llama3.2:3b, qwen3:8b',
    }),
    '409': errorResponse({
      description:
        'The run was cancelled, its Idempotency-Key was used for another request, or the session of `follow_up_of` goes on or found nothing.',
      error: 'research_cancelled',
      message: 'Research was cancelled; what it had found stays readable in its session',
      session: true,
    }),
    '500': errorResponse({
      description: 'The run failed; what it had found stays readable in its session.',
      error: 'research_execution_failed',
      message: 'Research execution failed: ...',
      session: true,
    }),
    '504': errorResponse({
      description: 'The run took longer than its timeout; it goes on and stays readable.',
      error: 'research_timeout',
      message: 'Research exceeded timeout of 300s',
      session: true,
    }),
  };
}
