import { z } from 'zod';
import type { ZodOpenApiPathsObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { OpenAiErrorBody } from '../../contracts/openai-errors.js';
import { OpenAiModelList } from '../../contracts/openai-models.js';
import { TRACE_HEADER } from './error-responses.js';
import { jsonResponse } from './json-response.js';

/** An error in OpenAI's shape, with an example. */
export function openAiError(description: string, code: string, message: string) {
  const example = { error: { message, type: 'invalid_request_error', param: null, code } };
  return {
    description,
    headers: z.object(TRACE_HEADER),
    content: { 'application/json': { schema: OpenAiErrorBody, example } },
  };
}

/** Errors that any request under /v1 may meet. */
export const OPENAI_ERRORS: ZodOpenApiResponsesObject = {
  '401': openAiError(
    'No key, or one that is malformed, unknown, deleted or expired.',
    'invalid_api_key',
    'This key is not known here, or was deleted',
  ),
  '403': openAiError(
    'The key lacks the scope, its user is inactive, or the request comes from a foreign web page.',
    'missing_scope',
    'This needs a key with the scope chat',
  ),
  '429': openAiError(
    'A limit was exceeded; `Retry-After` says for how many seconds.',
    'rate_limit_exceeded',
    'Too many requests: try again in 12 s',
  ),
  '500': openAiError(
    'Something went wrong inside the service.',
    'internal_error',
    'Something went wrong inside the service; its log says more under this trace_id',
  ),
  '503': openAiError(
    'The API is switched off, or what it needs is away.',
    'api_disabled',
    'The API is switched off by an administrator',
  ),
};

/** The family that speaks OpenAI's protocol; it always needs a key. */
export const OPENAI_PATHS: ZodOpenApiPathsObject = {
  '/v1/models': {
    get: {
      tags: ['gateway'],
      operationId: 'listModels',
      summary: 'List the models that can be asked for now',
      security: [{ apiKey: [] }],
      responses: { '200': jsonResponse('The models.', OpenAiModelList), ...OPENAI_ERRORS },
    },
  },
};
