import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import {
  Document,
  DocumentList,
  DocumentListQuery,
  DocumentPageText,
  DocumentUrl,
} from '../../contracts/documents.js';
import { Deleted } from './deleted.js';
import { errorResponse, STATE_ERRORS, TRACE_HEADER, VALIDATION_ERROR } from './error-responses.js';
import { EVENT_STREAM } from './event-stream.js';
import { jsonResponse } from './json-response.js';
import { EVENT_HEADERS, EVENT_QUERY } from './parameters.js';
import { resourceErrors } from './resource-errors.js';
import { UPLOAD_ERRORS } from './upload-errors.js';

const TAGS = { tags: ['documents'] };
const PATH = z.object({ id: z.uuid().meta({ description: 'Id of the document.' }) });
const ONE = { ...TAGS, requestParams: { path: PATH } };
const WAIT = z.object({
  wait: z.boolean().default(true).meta({
    description: 'With `false` the answer comes at once, with status 202 and the document queued.',
  }),
});
const UploadForm = z
  .object({
    file: z.string().meta({
      override: { type: 'string', contentMediaType: 'application/octet-stream' },
      description: 'The file; what it is, is told by its content.',
    }),
    collection_id: z.uuid().optional().meta({ description: 'A collection to put it into.' }),
  })
  .meta({ id: 'UploadForm' });
const ONE_ERRORS = resourceErrors('document', '550e8400-e29b-41d4-a716-446655440002');

export const DOCUMENT_PATHS: ZodOpenApiPathsObject = {
  '/api/v1/documents': {
    post: upload('uploadDocument', 'Upload a document; answers when it is indexed'),
    get: {
      ...TAGS,
      operationId: 'listDocuments',
      summary: 'List documents, newest first',
      requestParams: { query: DocumentListQuery },
      responses: {
        '200': jsonResponse('One page of documents.', DocumentList),
        '404': errorResponse({
          description: 'You have no collection of that id.',
          error: 'collection_not_found',
          message: 'Collection 3f0a1b52-8f5f-4c58-9a52-0d3e6a4f6f11 not found',
        }),
        '422': VALIDATION_ERROR,
        ...STATE_ERRORS,
      },
    },
  },
  '/api/v1/documents/upload': {
    post: upload('uploadDocumentAlias', 'The same as POST /api/v1/documents'),
  },
  '/api/v1/documents/url': {
    post: {
      ...TAGS,
      operationId: 'addDocumentFromUrl',
      summary: 'Take in a document from a public web address; answers when it is indexed',
      requestParams: { query: WAIT },
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: DocumentUrl,
            example: { url: 'https://example.org/report.pdf' },
          },
        },
      },
      responses: {
        '200': jsonResponse('Indexed.', Document),
        '202': jsonResponse('Queued, with `wait=false`.', Document),
        ...STATE_ERRORS,
        ...UPLOAD_ERRORS,
        '403': errorResponse({
          description: 'The address is private, or its server refuses.',
          error: 'page_forbidden',
          message: '192.168.1.1 is a private or local address, which is not read unless …',
        }),
        '424': errorResponse({
          description: 'The server of the address cannot be reached, or breaks off.',
          error: 'page_unavailable',
          message: 'example.org cannot be reached: the name is unknown to DNS',
        }),
      },
    },
  },
  '/api/v1/documents/{id}': {
    get: {
      ...ONE,
      operationId: 'getDocument',
      summary: 'Show a document, its status and why it failed if it did',
      responses: { '200': jsonResponse('The document.', Document), ...ONE_ERRORS },
    },
    delete: {
      ...ONE,
      operationId: 'deleteDocument',
      summary: 'Delete a document with its texts, its index and its events',
      responses: {
        '200': jsonResponse('Deleted.', Deleted),
        '202': jsonResponse('Hidden at once; the last of it is being removed.', Deleted),
        ...ONE_ERRORS,
      },
    },
  },
  '/api/v1/documents/{id}/content': {
    get: {
      ...ONE,
      operationId: 'getDocumentContent',
      summary: 'Download the bytes as they were uploaded',
      responses: {
        '200': {
          description: 'The bytes, always as an attachment.',
          headers: z.object({ ...TRACE_HEADER, 'Content-Disposition': z.string() }),
          // Of the type that the content was found to have.
          content: { '*/*': { schema: z.string() } },
        },
        ...ONE_ERRORS,
      },
    },
  },
  '/api/v1/documents/{id}/pages/{page}': {
    get: {
      ...TAGS,
      operationId: 'getDocumentPage',
      summary: 'Read the text of one page',
      requestParams: { path: PATH.extend({ page: z.int().min(1) }) },
      responses: { '200': jsonResponse('The page.', DocumentPageText), ...ONE_ERRORS },
    },
  },
  '/api/v1/documents/{id}/events': {
    get: {
      ...TAGS,
      operationId: 'followDocument',
      summary: 'Follow the ingestion of a document: stages, pages done of pages in all',
      requestParams: { path: PATH, header: EVENT_HEADERS, query: EVENT_QUERY },
      responses: {
        '200': {
          description: 'The events after the last one seen, up to `run-end`.',
          headers: z.object(TRACE_HEADER),
          content: EVENT_STREAM,
        },
        '204': { description: 'The last event seen is `run-end`: nothing more will come.' },
        '409': errorResponse({
          description:
            'The ingestion has not reached the event that was named as the last one seen.',
          error: 'event_not_reached',
          message: 'This session has no event 9 yet; start again without Last-Event-ID',
          session: true,
        }),
        ...ONE_ERRORS,
      },
    },
  },
  '/api/v1/documents/{id}/cancel': {
    post: {
      ...ONE,
      operationId: 'cancelDocument',
      summary: 'Cancel the ingestion of a document; what it has made is cleared away',
      responses: {
        '202': jsonResponse('It is being cancelled.', Document),
        '409': errorResponse({
          description: 'The ingestion has ended already.',
          error: 'session_ended',
          message: 'Session … has ended already, with status completed',
        }),
        ...ONE_ERRORS,
      },
    },
  },
  '/api/v1/documents/{id}/reindex': {
    post: {
      ...TAGS,
      operationId: 'reindexDocument',
      summary:
        'Parse and index a document anew; the earlier index serves until the new one is complete',
      requestParams: { path: PATH, query: WAIT },
      responses: {
        '200': jsonResponse('Indexed.', Document),
        '202': jsonResponse('Queued, with `wait=false`.', Document),
        ...ONE_ERRORS,
        ...UPLOAD_ERRORS,
      },
    },
  },
};

function upload(operationId: string, summary: string) {
  return {
    ...TAGS,
    operationId,
    summary,
    description:
      'The same bytes twice are one document. One that cannot be indexed is kept, with status `failed` and the reason.',
    requestParams: { query: WAIT },
    requestBody: { required: true, content: { 'multipart/form-data': { schema: UploadForm } } },
    responses: {
      '200': jsonResponse('Indexed.', Document),
      '202': jsonResponse('Queued, with `wait=false`.', Document),
      ...STATE_ERRORS,
      ...UPLOAD_ERRORS,
    },
  };
}
