import { z } from 'zod';
import type { ZodOpenApiResponseObject } from 'zod-openapi';
import { TRACE_HEADER } from './error-responses.js';
import { EVENT_STREAM } from './event-stream.js';

/** The reply of an endpoint that runs: its result as JSON, or the events of the run. */
export function runReply(
  result: string,
  schema: z.ZodType,
  example?: unknown,
): ZodOpenApiResponseObject {
  return {
    description: `The ${result}; or, with \`"stream": true\` or \`Accept: text/event-stream\`, the events of the run up to \`run-end\`.`,
    headers: z.object({
      ...TRACE_HEADER,
      'Session-Id': z.uuid().meta({ description: 'The run that answers.' }),
    }),
    content: {
      'application/json': { schema, ...(example === undefined ? {} : { example }) },
      ...EVENT_STREAM,
    },
  };
}
