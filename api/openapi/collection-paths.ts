import { z } from 'zod';
import type { ZodOpenApiPathsObject, ZodOpenApiResponseObject } from 'zod-openapi';
import { Collection, CollectionList, CollectionName } from '../../contracts/documents.js';
import {
  BODY_ERRORS,
  errorResponse,
  STATE_ERRORS,
  TRACE_HEADER,
  VALIDATION_ERROR,
} from './error-responses.js';

const TAGS = { tags: ['documents'] };
const PATH = z.object({ id: z.uuid().meta({ description: 'Id of the collection.' }) });
const ONE = { ...TAGS, requestParams: { path: PATH } };
const BODY = {
  required: true,
  content: { 'application/json': { schema: CollectionName, example: { name: 'Contracts' } } },
};
const Deleted = z
  .object({ success: z.literal(true), message: z.string() })
  .meta({ id: 'CollectionDeleted' });

const TAKEN = {
  '409': errorResponse({
    description: 'You have a collection of that name.',
    error: 'collection_exists',
    message: 'You have a collection named "Contracts" already',
  }),
};
const ONE_ERRORS = {
  '404': errorResponse({
    description: 'No such collection.',
    error: 'collection_not_found',
    message: 'Collection 550e8400-e29b-41d4-a716-446655440003 not found',
  }),
  '422': VALIDATION_ERROR,
  ...STATE_ERRORS,
};

export const COLLECTION_PATHS: ZodOpenApiPathsObject = {
  '/api/v1/collections': {
    post: {
      ...TAGS,
      operationId: 'createCollection',
      summary: 'Make a collection of documents',
      requestBody: BODY,
      responses: {
        '201': json('Made.', Collection),
        ...TAKEN,
        '422': VALIDATION_ERROR,
        ...BODY_ERRORS,
        ...STATE_ERRORS,
      },
    },
    get: {
      ...TAGS,
      operationId: 'listCollections',
      summary: 'List collections by name',
      responses: { '200': json('All collections.', CollectionList), ...STATE_ERRORS },
    },
  },
  '/api/v1/collections/{id}': {
    get: {
      ...ONE,
      operationId: 'getCollection',
      summary: 'Show a collection',
      responses: { '200': json('The collection.', Collection), ...ONE_ERRORS },
    },
    patch: {
      ...ONE,
      operationId: 'renameCollection',
      summary: 'Rename a collection',
      requestBody: BODY,
      responses: {
        '200': json('Renamed.', Collection),
        ...TAKEN,
        ...BODY_ERRORS,
        ...ONE_ERRORS,
      },
    },
    delete: {
      ...ONE,
      operationId: 'deleteCollection',
      summary: 'Delete a collection; its documents stay',
      responses: { '200': json('Deleted.', Deleted), ...ONE_ERRORS },
    },
  },
};

function json(description: string, schema: z.ZodType): ZodOpenApiResponseObject {
  return {
    description,
    headers: z.object(TRACE_HEADER),
    content: { 'application/json': { schema } },
  };
}
