import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import {
  AdminKeyQuery,
  AdminKeyRequest,
  ApiKey,
  ApiKeyList,
  ApiKeyRequest,
  CreatedApiKey,
  KeyQuery,
} from '../../contracts/keys.js';
import { BODY_ERRORS, errorResponse, STATE_ERRORS, VALIDATION_ERROR } from './error-responses.js';
import { jsonResponse } from './json-response.js';

const KEY_PATH = { path: z.object({ id: z.string().meta({ description: 'Id of the key.' }) }) };
const DONE = z.object({ success: z.literal(true), message: z.string() }).meta({ id: 'Done' });

const NO_KEY = {
  '404': errorResponse({
    description: 'No such key, or it belongs to somebody else.',
    error: 'key_not_found',
    message: 'There is no such key',
  }),
};
const SHAPE_ERRORS = { '422': VALIDATION_ERROR, ...STATE_ERRORS };

/** The caller's own keys. */
export const KEY_PATHS: ZodOpenApiPathsObject = {
  '/api/v1/keys': {
    post: {
      tags: ['keys'],
      operationId: 'createKey',
      summary: 'Make a key of your own; its content is shown this once',
      requestBody: { required: true, content: { 'application/json': { schema: ApiKeyRequest } } },
      responses: {
        '201': jsonResponse('The key.', CreatedApiKey),
        '404': NO_KEY['404'],
        ...BODY_ERRORS,
        ...SHAPE_ERRORS,
      },
    },
    get: {
      tags: ['keys'],
      operationId: 'listKeys',
      summary: 'List your keys without their content, newest first',
      requestParams: { query: KeyQuery },
      responses: { '200': jsonResponse('One page of keys.', ApiKeyList), ...SHAPE_ERRORS },
    },
  },
  '/api/v1/keys/{id}': {
    get: {
      tags: ['keys'],
      operationId: 'getKey',
      summary: 'Show one of your keys without its content',
      requestParams: KEY_PATH,
      responses: { '200': jsonResponse('The key.', ApiKey), ...NO_KEY, ...STATE_ERRORS },
    },
    delete: {
      tags: ['keys'],
      operationId: 'deleteKey',
      summary: 'Delete one of your keys and those made with it; they stop working at once',
      requestParams: KEY_PATH,
      responses: { '200': jsonResponse('Deleted.', DONE), ...NO_KEY, ...STATE_ERRORS },
    },
  },
};

/** Everybody's keys, for administrators. */
export const ADMIN_KEY_PATHS: ZodOpenApiPathsObject = {
  '/api/admin/keys': {
    post: {
      tags: ['administration'],
      operationId: 'createKeyFor',
      summary: 'Make a key for a user; its content is shown this once',
      requestBody: { required: true, content: { 'application/json': { schema: AdminKeyRequest } } },
      responses: {
        '201': jsonResponse('The key.', CreatedApiKey),
        '404': errorResponse({
          description: 'No such user.',
          error: 'not_found',
          message: 'There is no user ada: create the user first',
        }),
        ...BODY_ERRORS,
        ...SHAPE_ERRORS,
      },
    },
    get: {
      tags: ['administration'],
      operationId: 'listAllKeys',
      summary: 'List the keys of all users without their content, newest first',
      requestParams: { query: AdminKeyQuery },
      responses: { '200': jsonResponse('One page of keys.', ApiKeyList), ...SHAPE_ERRORS },
    },
  },
  '/api/admin/keys/{id}': {
    delete: {
      tags: ['administration'],
      operationId: 'deleteAnyKey',
      summary: "Delete anybody's key and those made with it; they stop working at once",
      requestParams: KEY_PATH,
      responses: { '200': jsonResponse('Deleted.', DONE), ...NO_KEY, ...STATE_ERRORS },
    },
  },
};
