import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import {
  Batch,
  BatchItemList,
  BatchItemQuery,
  BatchList,
  BatchQuery,
  BatchRequest,
  QuestionKind,
  Window,
} from '../../contracts/batches.js';
import {
  BATCH_EXAMPLE,
  BATCH_LINES_EXAMPLE,
  BATCH_REQUEST_EXAMPLE,
  BATCH_TABLE_EXAMPLE,
  RESULTS_EXAMPLE,
} from './batch-examples.js';
import { BATCH_EVENTS } from './batch-stream.js';
import { Deleted } from './deleted.js';
import {
  BODY_ERRORS,
  errorResponse,
  STATE_ERRORS,
  TRACE_HEADER,
  VALIDATION_ERROR,
} from './error-responses.js';
import { jsonResponse } from './json-response.js';
import { EVENT_HEADERS, EVENT_QUERY, RUN_HEADERS } from './parameters.js';
import { resourceErrors } from './resource-errors.js';

const TAGS = { tags: ['batches'] };
const BATCH_PATH = z.object({ id: z.uuid().meta({ description: 'Batch id.' }) });
/** Options of a batch that is sent as a file. */
const FILE_OPTIONS = z.object({
  name: z.string().max(200).optional(),
  window: Window.optional(),
  skip_invalid: z.boolean().optional(),
  kind: QuestionKind.optional().meta({
    description:
      'Kind of the questions of a file; their other options are further parameters of the same names.',
  }),
});
const ONE = { ...TAGS, requestParams: { path: BATCH_PATH } };
const ONE_ERRORS = resourceErrors('batch');
const ENDED = errorResponse({
  description: 'The batch has ended already.',
  error: 'batch_ended',
  message: 'Batch … has ended already, with status completed',
});

export const BATCH_PATHS: ZodOpenApiPathsObject = {
  '/api/v1/batches': {
    get: {
      ...TAGS,
      operationId: 'listBatches',
      summary: 'List batches, newest first',
      requestParams: { query: BatchQuery },
      responses: {
        '200': jsonResponse('One page of batches.', BatchList),
        '422': VALIDATION_ERROR,
        ...STATE_ERRORS,
      },
    },
    post: startBatch(),
  },
  '/api/v1/batches/{id}': {
    get: {
      ...ONE,
      operationId: 'getBatch',
      summary: 'Say how far a batch is',
      responses: { '200': jsonResponse('The batch.', Batch, BATCH_EXAMPLE), ...ONE_ERRORS },
    },
    delete: {
      ...TAGS,
      operationId: 'deleteBatch',
      summary: 'Delete a batch; a running one is cancelled first',
      requestParams: {
        path: BATCH_PATH,
        query: z.object({
          sessions: z.boolean().default(false).meta({
            description: 'Whether the sessions of its questions are deleted too.',
          }),
        }),
      },
      responses: {
        '200': jsonResponse('Deleted.', Deleted),
        ...ONE_ERRORS,
      },
    },
  },
  '/api/v1/batches/{id}/items': {
    get: {
      ...TAGS,
      operationId: 'listBatchItems',
      summary: 'List the items of a batch in order, each with its status',
      requestParams: { path: BATCH_PATH, query: BatchItemQuery },
      responses: { '200': jsonResponse('One page of items.', BatchItemList), ...ONE_ERRORS },
    },
  },
  '/api/v1/batches/{id}/results': {
    get: {
      ...ONE,
      operationId: 'getBatchResults',
      summary: 'Stream the results as JSON Lines, one line for each item, as they stand now',
      responses: {
        '200': {
          description: 'A line of JSON for each item, in order.',
          headers: z.object(TRACE_HEADER),
          content: {
            'application/x-ndjson': {
              schema: { type: 'string', description: 'Each line is a BatchResult.' },
              example: RESULTS_EXAMPLE,
            },
          },
        },
        ...ONE_ERRORS,
      },
    },
  },
  '/api/v1/batches/{id}/events': {
    get: {
      ...TAGS,
      operationId: 'followBatch',
      summary: 'Follow a batch up to `batch-end`',
      requestParams: { path: BATCH_PATH, header: EVENT_HEADERS, query: EVENT_QUERY },
      responses: {
        '200': {
          description: 'What has changed since the last event seen.',
          headers: z.object(TRACE_HEADER),
          content: BATCH_EVENTS,
        },
        '204': { description: 'The last event seen is `batch-end`: nothing more will come.' },
        '409': errorResponse({
          description: 'The batch has not reached the event that was named as the last one seen.',
          error: 'event_not_reached',
          message: 'This batch has no event 9 yet; start again without Last-Event-ID',
        }),
        ...ONE_ERRORS,
      },
    },
  },
  ...steer('pause', 'Begin no further questions; those under way end'),
  ...steer('resume', 'Go on with a paused batch'),
  ...steer('cancel', 'Cancel a batch with the questions under way; what was found stays'),
  ...steer('retry', 'Try again what failed, timed out or was cancelled', {
    description: 'Nothing has failed, timed out or been cancelled.',
    error: 'nothing_to_retry',
    message: 'Batch … has no item that failed, timed out or was cancelled',
  }),
};

function startBatch(): ZodOpenApiOperationObject {
  return {
    ...TAGS,
    operationId: 'startBatch',
    summary: 'Answer up to 10,000 questions in the background',
    description:
      'Every question becomes a run with a session of its own. Questions that are invalid are named by their place, ' +
      'and nothing is started, unless `skip_invalid` says to run the rest.',
    requestParams: { header: RUN_HEADERS, query: FILE_OPTIONS },
    requestBody: {
      required: true,
      content: {
        'application/json': { schema: BatchRequest, example: BATCH_REQUEST_EXAMPLE },
        'application/x-ndjson': {
          schema: {
            type: 'string',
            description: 'A question, or an object with one, on each line.',
          },
          example: BATCH_LINES_EXAMPLE,
        },
        'text/csv': {
          schema: {
            type: 'string',
            description: 'The first line names the columns: query and options.',
          },
          example: BATCH_TABLE_EXAMPLE,
        },
      },
    },
    responses: {
      '202': {
        description: 'The batch was entered and will be worked on.',
        headers: z.object({ ...TRACE_HEADER, Location: z.string() }),
        content: { 'application/json': { schema: Batch, example: BATCH_EXAMPLE } },
      },
      '409': errorResponse({
        description: 'The Idempotency-Key was used for another batch.',
        error: 'idempotency_key_reused',
        message: 'This Idempotency-Key was used for another batch; send a new key with a new batch',
      }),
      '422': VALIDATION_ERROR,
      ...BODY_ERRORS,
      ...STATE_ERRORS,
    },
  };
}

function steer(
  verb: 'pause' | 'resume' | 'cancel' | 'retry',
  summary: string,
  refusal?: Parameters<typeof errorResponse>[0],
): ZodOpenApiPathsObject {
  return {
    [`/api/v1/batches/{id}/${verb}`]: {
      post: {
        ...ONE,
        operationId: `${verb}Batch`,
        summary,
        responses: {
          '202': jsonResponse('The batch as it stands; what was asked may take a moment.', Batch),
          '409': refusal === undefined ? ENDED : errorResponse(refusal),
          ...ONE_ERRORS,
        },
      },
    },
  };
}
