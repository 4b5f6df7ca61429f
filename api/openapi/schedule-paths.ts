import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import {
  Schedule,
  ScheduleList,
  SchedulePage,
  ScheduleRequest,
  ScheduleRunList,
} from '../../contracts/schedules.js';
import { Deleted } from './deleted.js';
import {
  BODY_ERRORS,
  errorResponse,
  STATE_ERRORS,
  TRACE_HEADER,
  VALIDATION_ERROR,
} from './error-responses.js';
import { jsonResponse } from './json-response.js';
import { SCHEDULE_HEADERS } from './parameters.js';
import { resourceErrors } from './resource-errors.js';

const TAGS = { tags: ['schedules'] };
const SCHEDULE_PATH = z.object({ id: z.uuid().meta({ description: 'Schedule id.' }) });
const ONE = { ...TAGS, requestParams: { path: SCHEDULE_PATH } };
const ONE_ERRORS = resourceErrors('schedule');

const REQUEST_EXAMPLE = {
  name: 'Lake news',
  cron: '30 7 * * MON-FRI',
  time_zone: 'Europe/Berlin',
  overlap: 'skip',
  catchup_window: 86_400,
  question: { query: 'What is new about Lake Baikal?', kind: 'research', mode: 'balanced' },
};

const SCHEDULE_EXAMPLE = {
  id: '16fd2706-8baf-433b-82eb-8c7fada847da',
  name: 'Lake news',
  cron: '30 7 * * MON-FRI',
  interval: null,
  time_zone: 'Europe/Berlin',
  overlap: 'skip',
  catchup_window: 86_400,
  paused: false,
  runs: 'question',
  query: 'What is new about Lake Baikal?',
  questions: 1,
  next_runs: ['2025-11-17T06:30:00.000Z'],
  recent_runs: [],
  created_at: '2025-11-16T10:30:00.000Z',
};

export const SCHEDULE_PATHS: ZodOpenApiPathsObject = {
  '/api/v1/schedules': {
    get: {
      ...TAGS,
      operationId: 'listSchedules',
      summary: 'List schedules, newest first',
      requestParams: { query: SchedulePage },
      responses: {
        '200': jsonResponse('One page of schedules.', ScheduleList),
        '422': VALIDATION_ERROR,
        ...STATE_ERRORS,
      },
    },
    post: {
      ...TAGS,
      operationId: 'createSchedule',
      summary: 'Ask a question, or run a batch, again and again',
      description:
        'Give `cron` or `interval`, and `question` or `batch`. A cron that never fires and an unknown time zone are refused.',
      requestParams: { header: SCHEDULE_HEADERS },
      requestBody: {
        required: true,
        content: { 'application/json': { schema: ScheduleRequest, example: REQUEST_EXAMPLE } },
      },
      responses: {
        '201': {
          description: 'The schedule is in force.',
          headers: z.object({ ...TRACE_HEADER, Location: z.string() }),
          content: { 'application/json': { schema: Schedule, example: SCHEDULE_EXAMPLE } },
        },
        '409': errorResponse({
          description: 'The Idempotency-Key was used for another schedule.',
          error: 'idempotency_key_reused',
          message:
            'This Idempotency-Key was used for another schedule; send a new key with a new schedule',
        }),
        '422': VALIDATION_ERROR,
        ...BODY_ERRORS,
        ...STATE_ERRORS,
      },
    },
  },
  '/api/v1/schedules/{id}': {
    get: {
      ...ONE,
      operationId: 'getSchedule',
      summary: 'Show a schedule with its next and its recent runs',
      responses: {
        '200': jsonResponse('The schedule.', Schedule, SCHEDULE_EXAMPLE),
        ...ONE_ERRORS,
      },
    },
    delete: {
      ...ONE,
      operationId: 'deleteSchedule',
      summary: 'Delete a schedule; the runs that it made stay',
      responses: {
        '200': jsonResponse('Deleted.', Deleted),
        ...ONE_ERRORS,
      },
    },
  },
  '/api/v1/schedules/{id}/runs': {
    get: {
      ...TAGS,
      operationId: 'listScheduleRuns',
      summary: 'List the runs of a schedule, newest first, each with what was new in it',
      requestParams: { path: SCHEDULE_PATH, query: SchedulePage },
      responses: { '200': jsonResponse('One page of runs.', ScheduleRunList), ...ONE_ERRORS },
    },
  },
  '/api/v1/schedules/{id}/run': {
    post: {
      ...ONE,
      operationId: 'runSchedule',
      summary: 'Run a schedule now, whatever is under way',
      responses: { '202': jsonResponse('The run is being started.', Schedule), ...ONE_ERRORS },
    },
  },
  ...steer('pause', 'Run a schedule no more until it is resumed'),
  ...steer('resume', 'Have a paused schedule run again'),
};

function steer(verb: 'pause' | 'resume', summary: string): ZodOpenApiPathsObject {
  return {
    [`/api/v1/schedules/{id}/${verb}`]: {
      post: {
        ...ONE,
        operationId: `${verb}Schedule`,
        summary,
        responses: {
          '200': jsonResponse('The schedule as it now stands.', Schedule),
          ...ONE_ERRORS,
        },
      },
    },
  };
}
