import { z } from 'zod';
import type { ZodOpenApiPathsObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { ChatReply, ChatRequest } from '../../contracts/chat.js';
import { OpenAiErrorBody } from '../../contracts/openai-errors.js';
import { OpenAiModel, OpenAiModelList } from '../../contracts/openai-models.js';
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
    'The key lacks the scope, its user is inactive, the User-Agent is blocked, or a foreign web page asks.',
    'missing_scope',
    'This needs a key with the scope chat',
  ),
  '429': openAiError(
    'A limit was exceeded; `Retry-After` says for how many seconds.',
    'rate_limit_exceeded',
    'The limit of 100 requests in 60 s for this key is exceeded: try again in 12 s',
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

/** Errors of whatever asks a model. */
export const MODEL_ERRORS: ZodOpenApiResponsesObject = {
  ...OPENAI_ERRORS,
  '400': openAiError(
    'The request does not fit its shape, or is longer than the model’s context.',
    'context_length_exceeded',
    "This model's maximum context length is 8192 tokens",
  ),
  '404': openAiError('No such model.', 'model_not_found', 'There is no model x; known models: y'),
  '413': openAiError(
    'The body is larger than this endpoint takes.',
    'request_too_large',
    'The body of this request may hold at most 50 MB',
  ),
  '415': openAiError(
    'The body is compressed.',
    'unsupported_encoding',
    'Send the body without Content-Encoding: gzip is not read here',
  ),
  '500': openAiError(
    'No model is there to answer, or something went wrong inside the service.',
    'no_active_model',
    'No model is there to answer: start Ollama with a chat model, …',
  ),
  '502': openAiError(
    'The model server refused, or answered what cannot be read.',
    'bad_reply',
    'The model server broke off its reply',
  ),
  '504': openAiError('The model fell silent.', 'stalled', 'tiny on Ollama said nothing for 60 s'),
  '508': openAiError(
    'The call came back through another instance.',
    'loop_detected',
    'This call has come through this instance before: …',
  ),
};

/** What every operation under /v1 says of itself. */
export const KEYED = { tags: ['gateway'], security: [{ apiKey: [] }] };

/** The family that speaks OpenAI's protocol; it always needs a key. */
export const OPENAI_PATHS: ZodOpenApiPathsObject = {
  '/v1/models': {
    get: {
      ...KEYED,
      operationId: 'listModels',
      summary: 'List the models that can be asked for now, of all providers',
      responses: { '200': jsonResponse('The models.', OpenAiModelList), ...OPENAI_ERRORS },
    },
  },
  '/v1/models/{id}': {
    get: {
      ...KEYED,
      operationId: 'getModel',
      summary: 'Show a model, with what it can do and the context it is given',
      requestParams: {
        path: z.object({ id: z.string().meta({ description: 'Name of the model.' }) }),
      },
      responses: {
        '200': jsonResponse('The model.', OpenAiModel),
        '404': openAiError('No such model.', 'model_not_found', 'There is no model x; …'),
        ...OPENAI_ERRORS,
      },
    },
  },
  '/v1/chat/completions': {
    post: {
      ...KEYED,
      operationId: 'createChatCompletion',
      summary: 'Chat with the active model, streamed or not',
      requestBody: { required: true, content: { 'application/json': { schema: ChatRequest } } },
      responses: {
        '200': {
          description: 'The reply; with `stream` its pieces as events, ended by `data: [DONE]`.',
          headers: z.object(TRACE_HEADER),
          content: {
            'application/json': { schema: ChatReply },
            'text/event-stream': { schema: z.string() },
          },
        },
        ...MODEL_ERRORS,
      },
    },
  },
};
