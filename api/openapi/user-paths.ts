import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { KeyQuery } from '../../contracts/keys.js';
import { User, UserChange, UserList, UserRequest } from '../../contracts/users.js';
import { BODY_ERRORS, errorResponse, STATE_ERRORS, VALIDATION_ERROR } from './error-responses.js';
import { jsonResponse } from './json-response.js';

const TAGS = { tags: ['administration'] };
const SHAPE_ERRORS = { '422': VALIDATION_ERROR, ...STATE_ERRORS };

/** The users, for administrators. */
export const USER_PATHS: ZodOpenApiPathsObject = {
  '/api/admin/users': {
    get: {
      ...TAGS,
      operationId: 'listUsers',
      summary: 'List users, oldest first',
      requestParams: { query: KeyQuery },
      responses: { '200': jsonResponse('One page of users.', UserList), ...SHAPE_ERRORS },
    },
    post: {
      ...TAGS,
      operationId: 'createUser',
      summary: 'Make a user, who can then own keys',
      requestBody: { required: true, content: { 'application/json': { schema: UserRequest } } },
      responses: {
        '201': jsonResponse('The user.', User),
        '409': errorResponse({
          description: 'There is a user of that id.',
          error: 'user_exists',
          message: 'There is a user ada',
        }),
        ...BODY_ERRORS,
        ...SHAPE_ERRORS,
      },
    },
  },
  '/api/admin/users/{id}': {
    patch: {
      ...TAGS,
      operationId: 'changeUser',
      summary: 'Rename, promote, deactivate or activate a user, with effect at once',
      requestParams: { path: z.object({ id: z.string() }) },
      requestBody: { required: true, content: { 'application/json': { schema: UserChange } } },
      responses: {
        '200': jsonResponse('The user as it is now.', User),
        '404': errorResponse({
          description: 'No such user.',
          error: 'user_not_found',
          message: 'There is no user ada',
        }),
        '409': errorResponse({
          description: 'The local owner stays an active administrator.',
          error: 'local_owner_stays',
          message: 'The user local stays an active administrator; delete its keys instead',
        }),
        ...BODY_ERRORS,
        ...SHAPE_ERRORS,
      },
    },
  },
};
