import { z } from 'zod';
import { batchPrefix, itemsOf, questionBodies } from '../contracts/batch-lines.js';
import type { OpenBatchInput } from '../contracts/batch-steps.js';
import type { StoredBatch } from '../contracts/batch-store.js';
import { ServiceError } from '../contracts/failures.js';
import { LOCAL_OWNER } from '../contracts/owners.js';
import type { Services } from '../contracts/services.js';
import { checkQuestions, readBatch } from './check-questions.js';
import { idOf } from './id-of.js';

const Entered = z.object({ batchId: z.uuid() });

/**
 * The batch that a workflow was started for: one that was entered before, or one that is entered now from the
 * questions it was started with. The same workflow enters one batch, however often it asks.
 */
export async function enterBatch(
  { batches, objects }: Pick<Services, 'batches' | 'objects'>,
  { input, workflowId, firstRunId }: OpenBatchInput,
): Promise<StoredBatch> {
  const entered = Entered.safeParse(input);
  if (entered.success) {
    const batch = await batches.find(entered.data.batchId);
    if (batch !== undefined) return batch;
    throw new ServiceError('not-found', `There is no batch ${entered.data.batchId}.`);
  }
  const raw = readBatch(input);
  const lines = checkQuestions(raw);
  const id = idOf(workflowId, firstRunId);
  const itemKeys: string[] = [];
  for (const body of questionBodies(lines)) itemKeys.push(await objects.put(batchPrefix(id), body));
  const { batch } = await batches.create({
    id,
    owner: LOCAL_OWNER,
    name: raw.name,
    window: raw.window,
    workflowId,
    fingerprint: id,
    itemKeys,
    items: itemsOf(lines),
  });
  return batch;
}
