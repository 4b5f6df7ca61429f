import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { Session, SessionList, SessionQuery, SessionStatus } from '../../contracts/sessions.js';
import { Deleted } from './deleted.js';
import { errorResponse, STATE_ERRORS, TRACE_HEADER, VALIDATION_ERROR } from './error-responses.js';
import { EVENT_STREAM } from './event-stream.js';
import { SESSION_EXAMPLE } from './examples.js';
import { jsonResponse } from './json-response.js';
import { EVENT_HEADERS, EVENT_QUERY, SESSION_PATH } from './parameters.js';
import { resourceErrors } from './resource-errors.js';

const Cancelling = z
  .object({ id: z.uuid(), status: SessionStatus, message: z.string() })
  .meta({ id: 'Cancelling' });

const TAGS = { tags: ['sessions'] };
const ONE = { ...TAGS, requestParams: { path: SESSION_PATH } };
const ONE_ERRORS = resourceErrors('session');

export const SESSION_PATHS: ZodOpenApiPathsObject = {
  '/api/v1/sessions': {
    get: {
      ...TAGS,
      operationId: 'listSessions',
      summary: 'List sessions, newest first',
      requestParams: { query: SessionQuery },
      responses: {
        '200': jsonResponse('One page of sessions, without their results.', SessionList),
        '422': VALIDATION_ERROR,
        ...STATE_ERRORS,
      },
    },
  },
  '/api/v1/sessions/{id}': {
    get: {
      ...ONE,
      operationId: 'getSession',
      summary: 'Retrieve a session by id, running or ended',
      responses: { '200': jsonResponse('The session.', Session, SESSION_EXAMPLE), ...ONE_ERRORS },
    },
    delete: {
      ...ONE,
      operationId: 'deleteSession',
      summary: 'Delete a session with its events and files; a running one is cancelled first',
      responses: { '200': jsonResponse('Deleted.', Deleted), ...ONE_ERRORS },
    },
  },
  '/api/v1/sessions/{id}/cancel': {
    post: {
      ...ONE,
      operationId: 'cancelSession',
      summary: 'Cancel a running session; what was found stays readable',
      responses: {
        '202': jsonResponse('The session is being cancelled, or was cancelled before.', Cancelling),
        '409': errorResponse({
          description: 'The session has ended already.',
          error: 'session_ended',
          message: 'Session … has ended already, with status completed',
          session: true,
        }),
        ...ONE_ERRORS,
      },
    },
  },
  '/api/v1/sessions/{id}/events': {
    get: {
      ...TAGS,
      operationId: 'followSession',
      summary: 'Follow the events of a session, running or ended, up to `run-end`',
      requestParams: { path: SESSION_PATH, header: EVENT_HEADERS, query: EVENT_QUERY },
      responses: {
        '200': {
          description: 'The events after the last one seen; each has an id, a type and JSON data.',
          headers: z.object(TRACE_HEADER),
          content: EVENT_STREAM,
        },
        '409': errorResponse({
          description: 'The session has not reached the event that was named as the last one seen.',
          error: 'event_not_reached',
          message: 'This session has no event 9 yet; start again without Last-Event-ID',
          session: true,
        }),
        '204': { description: 'The last event seen is `run-end`: nothing more will come.' },
        ...ONE_ERRORS,
      },
    },
  },
};
