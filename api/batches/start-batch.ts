import { createHash, randomUUID } from 'node:crypto';
import {
  batchPrefix,
  type CheckedLine,
  itemsOf,
  questionBodies,
} from '../../contracts/batch-lines.js';
import type { StoredBatch } from '../../contracts/batch-store.js';
import { batchWorkflowId } from '../../contracts/workflow-ids.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import type { BatchStart } from '../run-starter.js';

interface NewOrder {
  readonly owner: string;
  readonly keyId: string | null;
  readonly name: string | null;
  readonly window: number | null;
  readonly lines: readonly CheckedLine[];
  readonly idempotencyKey: string | undefined;
}

/**
 * Enters a batch and starts its workflow; a known idempotency key gives the batch it was used for. Throws ApiError 409
 * when that batch held other questions, and 503 when Temporal is away: nothing of the batch is then left.
 */
export async function startBatch(parts: AppParts, order: NewOrder): Promise<StoredBatch> {
  const id = randomUUID();
  const bodies = questionBodies(order.lines);
  const fingerprint = fingerprintOf(order.window, bodies);
  const { batch, created } = await enter(parts, { ...order, id, bodies, fingerprint });
  if (!created) await parts.objects.deletePrefix(batchPrefix(id));
  if (batch.fingerprint !== fingerprint) throw keyReused();
  if (batch.status !== 'queued') return batch;
  try {
    await parts.starter.startBatch(startOf(batch));
  } catch (error) {
    if (created) await removeBatch(parts, batch.id);
    throw error;
  }
  return batch;
}

/** What Temporal is told of a batch. */
export function startOf({ id, owner, workflowId, name, total }: StoredBatch): BatchStart {
  const summary = name ?? `batch of ${total} questions`;
  return { batchId: id, owner, workflowId, summary };
}

/** Deletes the rows of a batch and the objects that hold its questions. */
export async function removeBatch({ batches, objects }: AppParts, id: string): Promise<void> {
  await objects.deletePrefix(batchPrefix(id));
  await batches.remove(id);
}

async function enter(
  { objects, batches }: AppParts,
  order: NewOrder & {
    readonly id: string;
    readonly bodies: readonly string[];
    readonly fingerprint: string;
  },
) {
  const { id, name, window, lines, bodies, fingerprint, idempotencyKey } = order;
  const itemKeys: string[] = [];
  for (const body of bodies) itemKeys.push(await objects.put(batchPrefix(id), body));
  return batches.create({
    id,
    owner: order.owner,
    keyId: order.keyId,
    name,
    window,
    workflowId: batchWorkflowId(id),
    fingerprint,
    itemKeys,
    items: itemsOf(lines),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  });
}

function fingerprintOf(window: number | null, bodies: readonly string[]): string {
  const hash = createHash('sha256').update(String(window));
  for (const body of bodies) hash.update('\0').update(body);
  return hash.digest('hex');
}

function keyReused(): ApiError {
  return new ApiError({
    status: 409,
    error: 'idempotency_key_reused',
    message: 'This Idempotency-Key was used for another batch; send a new key with a new batch',
  });
}
