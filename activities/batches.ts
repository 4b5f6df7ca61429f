import { cancellationSignal } from '@temporalio/activity';
import type {
  AdvanceBatchInput,
  AdvancedBatch,
  EndBatchInput,
  OpenBatchInput,
  OpenedBatch,
} from '../contracts/batch-steps.js';
import { ServiceError } from '../contracts/failures.js';
import type { Services } from '../contracts/services.js';
import { advanceBatch } from './advance-batch.js';
import { enterBatch } from './enter-batch.js';

/** The row of a batch and those of its items. All may run twice. */
export function createBatchActivities(
  services: Pick<Services, 'batches' | 'runs' | 'objects' | 'events' | 'traceUrl'>,
) {
  const { batches, runs, events } = services;
  return {
    /** Marks the batch as running; enters it first where the workflow was started with questions. */
    async openBatch(input: OpenBatchInput): Promise<OpenedBatch> {
      const batch = await enterBatch(services, input);
      const { id: batchId, owner, window, total, counts } = batch;
      return { batchId, owner, window, total, counts, open: await batches.begin(batchId) };
    },

    advanceBatch: (input: AdvanceBatchInput): Promise<AdvancedBatch> =>
      advanceBatch(services, input),

    async pauseBatch({ batchId, paused }: { batchId: string; paused: boolean }): Promise<void> {
      await batches.setPaused(batchId, paused);
    },

    async retryBatch({ batchId }: { batchId: string }): Promise<void> {
      await batches.retry(batchId);
    },

    /** False while a batch that is to be completed has something left to do. */
    async endBatch({ batchId, status, error }: EndBatchInput): Promise<boolean> {
      if (status === 'completed') return batches.complete(batchId);
      for (const runId of await batches.runIds(batchId, 'running'))
        await runs.end(runId, { status: 'cancelled' });
      await batches.settleItems(batchId);
      return batches.end(batchId, status, error);
    },

    /** Waits for a run that was started by somebody else. */
    async untilRunEnds({ runId }: { runId: string }): Promise<void> {
      const signal = cancellationSignal();
      for await (const { type } of events.follow(runId, 0, signal)) if (type === 'run-end') return;
      signal.throwIfAborted();
      if ((await runs.find(runId)) === undefined) return;
      throw new ServiceError('unavailable', 'The events of the run broke off.');
    },
  };
}
