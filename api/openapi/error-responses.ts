import { z } from 'zod';
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { ErrorBody, ValidationErrorBody } from '../../contracts/errors.js';

interface Described {
  readonly description: string;
  readonly error: string;
  readonly message: string;
  readonly session?: boolean;
}

export const TRACE_HEADER = {
  'X-Trace-Id': z.string().meta({ description: 'Names this request in the log of the service.' }),
};

const RETRY_HEADER = {
  'Retry-After': z.string().meta({ description: 'Seconds after which to try again.' }),
};

const LIMIT_HEADERS = {
  'RateLimit-Limit': z.string().meta({ description: 'Requests in a window.' }),
  'RateLimit-Remaining': z.string().meta({ description: 'Requests that are left in it.' }),
  'RateLimit-Reset': z.string().meta({ description: 'Seconds until it ends.' }),
};

const EXAMPLE_SESSION = '550e8400-e29b-41d4-a716-446655440000';

/** An error in the shape of /api/v1, with an example. */
export function errorResponse({
  description,
  error,
  message,
  session = false,
}: Described): ZodOpenApiResponseObject {
  const example = { error, message, trace_id: 'trace-1f2e3d4c5b6a' };
  return {
    description,
    headers: z.object(TRACE_HEADER),
    content: {
      'application/json': {
        schema: ErrorBody,
        example: session ? { ...example, session_id: EXAMPLE_SESSION } : example,
      },
    },
  };
}

/** Errors that any request may meet. */
export const COMMON_ERRORS: ZodOpenApiResponsesObject = {
  '401': errorResponse({
    description:
      'A key is needed and none was sent, or the one sent is malformed, unknown or expired.',
    error: 'missing_api_key',
    message: 'Send a key of yours as `Authorization: Bearer <key>`',
  }),
  '403': errorResponse({
    description:
      'The request comes from a foreign web page or was made in a name that is not ours; ' +
      'or the key lacks the scope, or its user is inactive.',
    error: 'origin_not_allowed',
    message: 'Pages of other web sites may not use this service',
  }),
  '429': {
    ...errorResponse({
      description: 'A limit was exceeded; `Retry-After` says for how many seconds.',
      error: 'rate_limit_exceeded',
      message: 'The limit of 100 requests in 60 s for this key is exceeded: try again in 12 s',
    }),
    headers: z.object({ ...TRACE_HEADER, ...RETRY_HEADER, ...LIMIT_HEADERS }),
  },
  '500': errorResponse({
    description: 'Something went wrong inside the service.',
    error: 'internal_error',
    message: 'Something went wrong inside the service; its log says more under this trace_id',
  }),
};

/** Errors of whatever needs the database or Temporal. */
export const STATE_ERRORS: ZodOpenApiResponsesObject = {
  ...COMMON_ERRORS,
  '503': {
    ...errorResponse({
      description: 'Temporal, the database or a model server is away. Nothing was half done.',
      error: 'orchestrator_unavailable',
      message: 'Temporal, which carries out all work, cannot be reached or refuses work. …',
    }),
    headers: z.object({ ...TRACE_HEADER, ...RETRY_HEADER }).partial({ 'Retry-After': true }),
  },
  '507': errorResponse({
    description: 'The disk is full.',
    error: 'storage_full',
    message: 'The disk of the service is full; free some space and send the request again',
  }),
};

/** Errors of a request body. */
export const BODY_ERRORS: ZodOpenApiResponsesObject = {
  '413': errorResponse({
    description: 'The body is larger than this endpoint takes.',
    error: 'request_too_large',
    message: 'The body of this request may hold at most 1 MB',
  }),
  '415': errorResponse({
    description: 'The body is compressed.',
    error: 'unsupported_encoding',
    message: 'Send the body without Content-Encoding: gzip is not read here',
  }),
};

/** What FastAPI answers to a request that does not fit its shape. */
export const VALIDATION_ERROR: ZodOpenApiResponseObject = {
  description: 'The request does not fit its shape; each fault is named by its place.',
  headers: z.object(TRACE_HEADER),
  content: {
    'application/json': {
      schema: ValidationErrorBody,
      example: {
        detail: [
          {
            type: 'string_too_short',
            loc: ['body', 'query'],
            msg: 'String should have at least 1 character',
            input: '',
            ctx: { min_length: 1 },
          },
        ],
      },
    },
  },
};
