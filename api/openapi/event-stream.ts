import { RUN_EVENT_TYPES } from '../../contracts/run-events.js';
import { EVENTS_EXAMPLE } from './examples.js';

/** Events on the wire. OpenAPI 3.1 has no words for a stream, so its items are told in prose. */
export const EVENT_STREAM = {
  'text/event-stream': {
    schema: {
      description:
        'Server-sent events. `id` is the position in the run, from 1; `data` is a JSON object with `at`, ' +
        `the time in ISO 8601; \`event\` is one of ${RUN_EVENT_TYPES.join(', ')}. ` +
        'The last event is `run-end`. Comments come every 15 s while nothing else does.',
    },
    example: EVENTS_EXAMPLE,
  },
};
