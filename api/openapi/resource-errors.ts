import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { errorResponse, STATE_ERRORS, VALIDATION_ERROR } from './error-responses.js';

const EXAMPLE_ID = '550e8400-e29b-41d4-a716-446655440000';

/** What is answered about a thing that is not there, or is another's. */
export function notFound(thing: string, id = EXAMPLE_ID): ZodOpenApiResponseObject {
  const named = `${thing.charAt(0).toUpperCase()}${thing.slice(1)}`;
  return errorResponse({
    description: `No such ${thing}.`,
    error: `${thing}_not_found`,
    message: `${named} ${id} not found`,
  });
}

/** Errors of whatever names one thing in its path. */
export function resourceErrors(thing: string, id = EXAMPLE_ID): ZodOpenApiResponsesObject {
  return { '404': notFound(thing, id), '422': VALIDATION_ERROR, ...STATE_ERRORS };
}
