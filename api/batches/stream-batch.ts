import type { BatchChange, StoredBatch, StoredItem } from '../../contracts/batch-store.js';
import type { ApiContext } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { formatUnnumbered, SSE_HEARTBEAT, SSE_OPENING } from '../sse.js';
import { streamEvents } from '../stream-events.js';
import { lastEventId } from '../validation/last-event-id.js';
import { showItem } from './show-batch.js';

/**
 * Streams what changed in a batch since the client last heard of it, each item as it now stands, up to `batch-end`.
 * A client that has heard of the end gets 204. Throws ApiError 409 for a position that the batch has not reached.
 */
export function streamBatch(ctx: ApiContext, parts: AppParts, batch: StoredBatch): void {
  const after = lastEventId(ctx);
  if (after > batch.version) throw notReached(after);
  if (batch.endedAt !== null && after === batch.version) {
    ctx.status = 204;
    return;
  }
  const { batches, closing, timing } = parts;
  const options = { closing, idleMs: timing.heartbeatMs, heartbeat: () => SSE_HEARTBEAT };
  streamEvents(ctx, options, async (stream) => {
    const { signal } = stream;
    await stream.write(SSE_OPENING);
    for await (const change of batches.follow(batch.id, after, signal)) {
      await stream.write(formatChange(change));
      if (change.last) return;
    }
    if (signal.aborted || (await batches.find(batch.id)) !== undefined) return;
    const error = { error: 'batch_deleted', message: 'The batch was deleted' };
    await stream.write(formatUnnumbered('batch-end', { status: 'cancelled', error }));
  });
}

function formatChange({ batch, items, reached, last }: BatchChange): string {
  const { status, total, counts, error } = batch;
  const progress = { status, total, counts, ...(error === null ? {} : { error }) };
  return [
    ...items.map((item) => numbered(item.version, eventOf(item), showItem(item))),
    numbered(reached, last ? 'batch-end' : 'batch-progress', progress),
  ].join('');
}

function eventOf({ status }: StoredItem): string {
  if (status === 'waiting') return 'item-waiting';
  return status === 'running' ? 'item-start' : 'item-end';
}

function numbered(id: number, type: string, data: object): string {
  return `id: ${id}\n${formatUnnumbered(type, data)}`;
}

function notReached(after: number): ApiError {
  return new ApiError({
    status: 409,
    error: 'event_not_reached',
    message: `This batch has no event ${after} yet; start again without Last-Event-ID`,
  });
}
