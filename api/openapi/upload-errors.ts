import { z } from 'zod';
import type { ZodOpenApiResponsesObject } from 'zod-openapi';
import { ErrorBody, ValidationErrorBody } from '../../contracts/errors.js';
import { errorResponse, TRACE_HEADER } from './error-responses.js';

/** Errors of taking in a document. */
export const UPLOAD_ERRORS: ZodOpenApiResponsesObject = {
  '400': errorResponse({
    description: 'The upload broke off, or its form cannot be read.',
    error: 'upload_incomplete',
    message: 'The upload ended before it was complete, and nothing was kept; send it again',
  }),
  '404': errorResponse({
    description: 'No such collection.',
    error: 'collection_not_found',
    message: 'Collection 550e8400-e29b-41d4-a716-446655440003 not found',
  }),
  '409': errorResponse({
    description: 'It is being deleted, or its ingestion was cancelled.',
    error: 'document_being_deleted',
    message: 'A document with these bytes is being deleted right now; upload it again in a moment',
  }),
  '413': errorResponse({
    description: 'The file is larger than this instance takes.',
    error: 'document_too_large',
    message: 'A document may have at most 200 MB; DOCUMENT_MB sets this limit',
  }),
  '422': {
    description: 'There is no file in the form, or the document cannot be read.',
    headers: z.object(TRACE_HEADER),
    content: { 'application/json': { schema: z.union([ValidationErrorBody, ErrorBody]) } },
  },
};
