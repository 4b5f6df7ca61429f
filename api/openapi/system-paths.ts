import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { Health, ServiceInfo } from '../../contracts/health.js';
import { COMMON_ERRORS, TRACE_HEADER, VALIDATION_ERROR } from './error-responses.js';

export const SYSTEM_PATHS: ZodOpenApiPathsObject = {
  '/': {
    get: {
      tags: ['system'],
      operationId: 'getServiceInfo',
      summary: 'Say what this service is and where its documentation lies',
      responses: {
        '200': {
          description: 'The service is ready.',
          headers: z.object(TRACE_HEADER),
          content: { 'application/json': { schema: ServiceInfo } },
        },
        ...COMMON_ERRORS,
      },
    },
  },
  '/api/v1/health': {
    get: {
      tags: ['health'],
      operationId: 'getHealth',
      summary: 'Check if the API is running and healthy',
      requestParams: {
        query: z.object({
          detail: z
            .boolean()
            .default(false)
            .meta({ description: 'Whether each part is listed, with what it uses and why.' }),
        }),
      },
      responses: {
        '200': {
          description: 'The API runs; `degraded` when a part of it does not work as set up.',
          headers: z.object(TRACE_HEADER),
          content: { 'application/json': { schema: Health } },
        },
        '422': VALIDATION_ERROR,
        ...COMMON_ERRORS,
      },
    },
  },
};
