import { z } from 'zod';
import type { ZodOpenApiResponseObject } from 'zod-openapi';
import { TRACE_HEADER } from './error-responses.js';

/** A reply in JSON. */
export function jsonResponse(
  description: string,
  schema: z.ZodType,
  example?: unknown,
): ZodOpenApiResponseObject {
  const content = { schema, ...(example === undefined ? {} : { example }) };
  return {
    description,
    headers: z.object(TRACE_HEADER),
    content: { 'application/json': content },
  };
}
