import { StoredQuestions } from '../contracts/batch-lines.js';
import type { AdvanceBatchInput, AdvancedBatch, BegunChild } from '../contracts/batch-steps.js';
import { type NextItem, QUESTIONS_PER_OBJECT, type StoredBatch } from '../contracts/batch-store.js';
import type { BatchQuestion } from '../contracts/batches.js';
import { ServiceError } from '../contracts/failures.js';
import type { Services } from '../contracts/services.js';
import { runWorkflowId } from '../contracts/workflow-ids.js';
import { idOf } from './id-of.js';
import { getJson } from './stored-json.js';

type AdvanceServices = Pick<Services, 'batches' | 'runs' | 'objects' | 'traceUrl'>;

/** Takes over how runs ended, and enters the runs of the next items. */
export async function advanceBatch(
  services: AdvanceServices,
  { batchId, inFlight, limit, beginWaiting, lost }: AdvanceBatchInput,
): Promise<AdvancedBatch> {
  const { batches, runs } = services;
  for (const { runId, status, error } of lost) await runs.end(runId, { status, error });
  await batches.settleItems(batchId);
  const wanted = { inFlight, limit, waiting: beginWaiting };
  const next = limit === 0 ? [] : await batches.next(batchId, wanted);
  const begun = next.length === 0 ? [] : await begin(services, batchId, next);
  return { begun, counts: (await findBatch(batches, batchId)).counts };
}

async function begin(
  services: AdvanceServices,
  batchId: string,
  next: readonly NextItem[],
): Promise<BegunChild[]> {
  const batch = await findBatch(services.batches, batchId);
  const questions = await readQuestions(services.objects, next);
  const createdAt = new Date().toISOString();
  const children = next.map(({ position, attempt }): BegunChild => {
    const question = questions.get(position);
    if (question === undefined)
      throw new ServiceError('not-found', `Question ${position} of batch ${batchId} is lost.`);
    const runId = idOf(batchId, position, attempt);
    const workflowId = runWorkflowId(question.kind, runId);
    const traceUrl = services.traceUrl(runId, workflowId);
    const fresh = batch.parentWorkflowId !== null; // a schedule's
    return {
      position,
      kind: question.kind,
      workflowId,
      input: { runId, request: question.request, createdAt, traceUrl, fresh },
    };
  });
  await services.batches.beginItems(
    batchId,
    children.map(({ position, kind, workflowId, input: { runId, request } }) => ({
      position,
      run: {
        id: runId,
        kind,
        owner: batch.owner,
        query: request.query,
        mode: request.mode,
        request,
        workflowId,
        parentWorkflowId: batch.workflowId,
      },
    })),
  );
  return children;
}

/** Questions by their position; items that lie in one object are read together. */
async function readQuestions(
  objects: Services['objects'],
  items: readonly NextItem[],
): Promise<ReadonlyMap<number, BatchQuestion>> {
  const found = new Map<number, BatchQuestion>();
  for (const key of new Set(items.map((item) => item.key))) {
    const stored = await getJson(objects, key, StoredQuestions);
    for (const { position } of items.filter((item) => item.key === key)) {
      const question = stored[(position - 1) % QUESTIONS_PER_OBJECT];
      if (question) found.set(position, question);
    }
  }
  return found;
}

async function findBatch(batches: Services['batches'], batchId: string): Promise<StoredBatch> {
  const batch = await batches.find(batchId);
  if (batch !== undefined) return batch;
  throw new ServiceError('not-found', `There is no batch ${batchId}.`);
}
