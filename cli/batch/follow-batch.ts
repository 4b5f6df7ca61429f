import { randomUUID } from 'node:crypto';
import type { StreamedEvent } from '../ask/event-stream.js';
import { type Following, followEvents } from '../ask/follow-events.js';
import { type BatchOrder, batchEvents, startBatch } from './batch-api.js';

/** A batch to start, or one that was started before. */
export type WantedBatch = { readonly order: BatchOrder } | { readonly id: string };

interface FollowBatch extends Following {
  readonly wanted: WantedBatch;
  onBatch(id: string): void;
}

/**
 * Starts a batch or joins one, and tells what changes in it to its `batch-end`. An item may be told again after a lost
 * connection, as it then stands. Throws AskError as `followEvents` does.
 */
export function followBatch({
  wanted,
  onBatch,
  ...following
}: FollowBatch): AsyncGenerator<StreamedEvent> {
  const key = randomUUID();
  let id: string | undefined;
  return followEvents({
    ...following,
    last: 'batch-end',
    begun: () => id !== undefined,
    // Items of one change share its position, so only the counts after them are a place to come back to.
    isPlace: ({ type }) => type === 'batch-progress',
    async open(connection, after) {
      if (id === undefined) {
        id = 'id' in wanted ? wanted.id : await startBatch(connection, wanted.order, key);
        onBatch(id);
      }
      return batchEvents(connection, id, after);
    },
  });
}
