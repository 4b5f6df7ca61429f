import { BATCH_EVENTS_EXAMPLE } from './batch-examples.js';

/** Changes of a batch on the wire. */
export const BATCH_EVENTS = {
  'text/event-stream': {
    schema: {
      description:
        'Server-sent events. `item-waiting`, `item-start` and `item-end` hold an item as it now stands; ' +
        '`batch-progress` and the last one, `batch-end`, hold status, total and counts. ' +
        'A client that reconnects with `Last-Event-ID` hears of every item that changed since. ' +
        'Comments come every 15 s while nothing else does.',
    },
    example: BATCH_EVENTS_EXAMPLE,
  },
};
