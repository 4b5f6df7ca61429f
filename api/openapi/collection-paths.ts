import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { Collection, CollectionList, CollectionName } from '../../contracts/documents.js';
import { Deleted } from './deleted.js';
import { BODY_ERRORS, errorResponse, STATE_ERRORS, VALIDATION_ERROR } from './error-responses.js';
import { jsonResponse } from './json-response.js';
import { resourceErrors } from './resource-errors.js';

const TAGS = { tags: ['documents'] };
const PATH = z.object({ id: z.uuid().meta({ description: 'Id of the collection.' }) });
const ONE = { ...TAGS, requestParams: { path: PATH } };
const BODY = {
  required: true,
  content: { 'application/json': { schema: CollectionName, example: { name: 'Contracts' } } },
};
const TAKEN = {
  '409': errorResponse({
    description: 'You have a collection of that name.',
    error: 'collection_exists',
    message: 'You have a collection named "Contracts" already',
  }),
};
const ONE_ERRORS = resourceErrors('collection', '550e8400-e29b-41d4-a716-446655440003');

export const COLLECTION_PATHS: ZodOpenApiPathsObject = {
  '/api/v1/collections': {
    post: {
      ...TAGS,
      operationId: 'createCollection',
      summary: 'Make a collection of documents',
      requestBody: BODY,
      responses: {
        '201': jsonResponse('Made.', Collection),
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
      responses: { '200': jsonResponse('All collections.', CollectionList), ...STATE_ERRORS },
    },
  },
  '/api/v1/collections/{id}': {
    get: {
      ...ONE,
      operationId: 'getCollection',
      summary: 'Show a collection',
      responses: { '200': jsonResponse('The collection.', Collection), ...ONE_ERRORS },
    },
    patch: {
      ...ONE,
      operationId: 'renameCollection',
      summary: 'Rename a collection',
      requestBody: BODY,
      responses: {
        '200': jsonResponse('Renamed.', Collection),
        ...TAKEN,
        ...BODY_ERRORS,
        ...ONE_ERRORS,
      },
    },
    delete: {
      ...ONE,
      operationId: 'deleteCollection',
      summary: 'Delete a collection; its documents stay',
      responses: { '200': jsonResponse('Deleted.', Deleted), ...ONE_ERRORS },
    },
  },
};
