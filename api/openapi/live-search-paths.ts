import { z } from 'zod';
import type { ZodOpenApiPathsObject, ZodOpenApiResponseObject } from 'zod-openapi';
import { DeepSearchApiRequest, LiveSearchFigures } from '../../contracts/live-search.js';
import { TRACE_HEADER } from './error-responses.js';
import { MODEL_ERRORS, OPENAI_ERRORS, openAiError } from './openai-paths.js';
import { RUN_HEADERS } from './parameters.js';

const KEYED = { tags: ['gateway'], security: [{ apiKey: [] }] };

const POSITION = z.string().optional().meta({
  description: 'Id of the last event seen, `<session>:<position>`; the stream goes on behind it.',
});

const STREAM: ZodOpenApiResponseObject = {
  description: 'The events of the search, up to the one that ends it.',
  headers: z.object({
    ...TRACE_HEADER,
    'Session-Id': z.uuid().meta({ description: 'The run behind the stream.' }),
  }),
  content: {
    'text/event-stream': {
      schema: {
        description:
          'Server-sent events: `progress`, `markdown_chunk`, `heartbeat`, faults that are passed over as `error` with ' +
          '`is_fatal: false`, and last exactly one of `complete`, `cancelled` and an `error` with `is_fatal: true`.',
      },
    },
  },
};

const ENDED: ZodOpenApiResponseObject = {
  description: 'The event that ended the search has been seen; nothing more comes.',
  headers: z.object(TRACE_HEADER),
};

const NO_SEARCH = openAiError(
  'No such model, no such search, or one of another owner.',
  'model_not_found',
  'There is no model x; known models: y, z',
);

const CONFLICT = openAiError(
  'The position has not been reached, or the Idempotency-Key was used for another request.',
  'event_not_reached',
  'This search has no event 99 yet; go on from an earlier one',
);

const BAD = openAiError(
  'The request does not fit its shape, a search provider is not configured, or a position is none.',
  'unknown_search_provider',
  'The search provider bing is not configured; configured are: searxng, handbook',
);

/** A live search and its stream. */
export const LIVE_SEARCH_PATHS: ZodOpenApiPathsObject = {
  '/v1/live-search': {
    post: {
      ...KEYED,
      operationId: 'liveSearch',
      summary: 'Search, read, follow and report, streamed as it goes',
      description:
        'The paths /v1/livesearch and /v1/deepsearch are the same. With `Last-Event-ID` no search begins: the one that ' +
        'the id names goes on. Its end carries ' +
        `${Object.keys(LiveSearchFigures.shape).join(', ')}.`,
      requestParams: { header: RUN_HEADERS.extend({ 'Last-Event-ID': POSITION }) },
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: DeepSearchApiRequest,
            example: {
              query: 'Impact of quantum computing on cryptography',
              reasoningModelName: 'local',
              synthesisModelName: 'local',
            },
          },
        },
      },
      responses: {
        ...MODEL_ERRORS,
        '200': STREAM,
        '204': ENDED,
        '400': BAD,
        '404': NO_SEARCH,
        '409': CONFLICT,
      },
    },
  },
  '/v1/live-search/{id}': {
    get: {
      ...KEYED,
      operationId: 'followLiveSearch',
      summary: 'Follow a live search, from its beginning or from where you were',
      requestParams: {
        path: z.object({ id: z.uuid().meta({ description: 'Session id of the search.' }) }),
        header: z.object({ 'Last-Event-ID': POSITION }),
        query: z.object({ last_event_id: POSITION }),
      },
      responses: {
        ...OPENAI_ERRORS,
        '200': STREAM,
        '204': ENDED,
        '400': BAD,
        '404': openAiError(
          'No such search, or one of another owner.',
          'session_not_found',
          'There is no live search …',
        ),
        '409': CONFLICT,
      },
    },
  },
};
