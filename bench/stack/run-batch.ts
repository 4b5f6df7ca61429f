import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { Batch } from '../../contracts/batches.js';
import { batchWorkflowId } from '../../contracts/workflow-ids.js';
import type { HistorySize } from './run-histories.js';

/** Starts a batch through the API. */
export async function startBatch(api: string, body: unknown): Promise<Batch> {
  const response = await fetch(new URL('/api/v1/batches', api), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.status !== 202) throw new Error(`The API answered ${response.status}.`);
  return Batch.parse(await response.json());
}

/** Waits until so many items have ended, or the batch has. */
export async function untilEnded(api: string, id: string, items: number): Promise<Batch> {
  for (;;) {
    const response = await fetch(new URL(`/api/v1/batches/${id}`, api));
    const batch = Batch.parse(await response.json());
    const left = batch.counts.waiting + batch.counts.running;
    if (batch.ended_at !== null || batch.total - left >= items) return batch;
    await sleep(200);
  }
}

/** The size of each history that the batch's workflow has had, as it continued as new. */
export async function batchHistories(address: string, id: string): Promise<HistorySize[]> {
  const connection = await Connection.connect({ address });
  try {
    const { workflow } = new Client({ connection });
    const sizes: HistorySize[] = [];
    for await (const run of workflow.list({ query: `WorkflowId = "${batchWorkflowId(id)}"` })) {
      const { historyLength, historySize } = await workflow
        .getHandle(run.workflowId, run.runId)
        .describe();
      sizes.push({ events: historyLength, bytes: historySize ?? 0 });
    }
    return sizes;
  } finally {
    await connection.close();
  }
}
