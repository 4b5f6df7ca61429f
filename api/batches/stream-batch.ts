import { Readable } from 'node:stream';
import type { BatchChange, StoredBatch, StoredItem } from '../../contracts/batch-store.js';
import type { ApiContext } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { runSignal } from '../run-signal.js';
import { formatUnnumbered, SSE_HEADERS, SSE_HEARTBEAT, SSE_OPENING } from '../sse.js';
import { lastEventId } from '../validation/last-event-id.js';
import { withHeartbeats } from '../with-heartbeats.js';
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
  const signal = runSignal(ctx.res, parts.closing);
  ctx.status = 200;
  ctx.set(SSE_HEADERS);
  ctx.body = Readable.from(linesOf(parts, { id: batch.id, after, signal }), { highWaterMark: 1 });
}

interface Following {
  readonly id: string;
  readonly after: number;
  readonly signal: AbortSignal;
}

async function* linesOf(
  { batches, timing }: AppParts,
  { id, after, signal }: Following,
): AsyncGenerator<string> {
  yield SSE_OPENING;
  const changes = batches.follow(id, after, signal);
  for await (const change of withHeartbeats(changes, timing.heartbeatMs)) {
    yield change === 'idle' ? SSE_HEARTBEAT : formatChange(change);
    if (change !== 'idle' && change.last) return;
  }
  if (signal.aborted || (await batches.find(id)) !== undefined) return;
  const error = { error: 'batch_deleted', message: 'The batch was deleted' };
  yield formatUnnumbered('batch-end', { status: 'cancelled', error });
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
