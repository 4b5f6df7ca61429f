import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { ErrorBody, ValidationErrorBody } from '../../contracts/errors.js';
import { ReportDocument, ReportQuery } from '../../contracts/reports.js';
import { errorResponse, STATE_ERRORS, TRACE_HEADER } from './error-responses.js';
import { SESSION_PATH } from './parameters.js';
import { notFound } from './resource-errors.js';

const FILE_HEADERS = {
  ...TRACE_HEADER,
  ETag: z.string().meta({ description: 'Names this very file; send it as If-None-Match.' }),
  'Content-Disposition': z.string().meta({ description: 'A file name made of the question.' }),
  'Report-Notes': z.string().optional().meta({
    description: 'What could not be shown, percent-encoded sentences parted by commas.',
  }),
};

const FILE = z.string().meta({ format: 'binary' });
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export const REPORT_PATHS: ZodOpenApiPathsObject = {
  '/api/v1/sessions/{id}/report': {
    get: {
      tags: ['sessions'],
      operationId: 'getReport',
      summary: 'Export what a session has found as a report, its sources linked',
      description:
        'Made once for each format and kept. A session that did not come to its end gives a partial report, marked as such.',
      requestParams: {
        path: SESSION_PATH,
        query: ReportQuery,
        header: z.object({
          'If-None-Match': z.string().optional().meta({ description: 'ETag of a file at hand.' }),
        }),
      },
      responses: {
        '200': {
          description: 'The report.',
          headers: z.object(FILE_HEADERS),
          content: {
            'application/json': { schema: ReportDocument },
            'text/markdown': { schema: z.string() },
            'text/html': { schema: z.string() },
            'application/pdf': { schema: FILE },
            [WORD]: { schema: FILE },
          },
        },
        '304': { description: 'The file at hand is the one that would be sent.' },
        '404': notFound('session'),
        '409': errorResponse({
          description: 'The session has found nothing to report yet, or ended before it had.',
          error: 'no_result',
          message: 'Session … has no result yet; follow its events and ask again',
          session: true,
        }),
        '413': errorResponse({
          description: 'The report takes too much time or memory in this format.',
          error: 'too_large',
          message: 'The report takes longer than 60 s to make as pdf; …',
        }),
        '422': {
          description: 'An unknown format, or a result that no report can be made of.',
          headers: z.object(TRACE_HEADER),
          content: { 'application/json': { schema: z.union([ValidationErrorBody, ErrorBody]) } },
        },
        '504': errorResponse({
          description: 'The report was not made in time; it goes on being made.',
          error: 'report_timeout',
          message: 'No answer came within 120 s; send the request again',
        }),
        ...STATE_ERRORS,
      },
    },
  },
};
