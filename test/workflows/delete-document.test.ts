import { expect, test } from 'vitest';
import type { Activities } from '../../activities/index.js';
import type { deleteDocument } from '../../workflows/delete-document.js';
import { documentActivities, INGEST, newIngestionLog } from '../helpers/document-activities.js';
import { withWorkers } from '../helpers/temporal.js';

const INPUT = { ...INGEST, ingestWorkflowId: 'no such ingestion' };

async function remove(activities: Partial<Activities>, input = INPUT): Promise<void> {
  await withWorkers(activities, ({ client, ...on }) =>
    client.workflow.execute<typeof deleteDocument>('deleteDocument', { args: [input], ...on }),
  );
}

test('a document without an ingestion is removed at once, from a store that is away later', async () => {
  let tries = 0;
  await remove({
    ingestionEnded: async () => true,
    removeDocument: async () => {
      tries += 1;
      if (tries < 3) throw new Error('the index is away');
    },
  });

  expect(tries).toBe(3);
});

test('an ingestion under way is cancelled first and has ended when the document is removed', async () => {
  const log = newIngestionLog();
  const order: string[] = [];
  const activities = documentActivities(log, {
    indexChunks: () => new Promise((resolve) => setTimeout(resolve, 5_000, { space: 'x' })),
    endRun: async ({ status }) => void order.push(status),
    ingestionEnded: async () => order.length > 0,
    removeDocument: async () => void order.push('removed'),
  });

  await withWorkers(activities, async ({ client, workflowId, taskQueue }) => {
    const ingestWorkflowId = `${workflowId}-ingestion`;
    await client.workflow.start('ingestDocument', {
      args: [INGEST],
      workflowId: ingestWorkflowId,
      taskQueue,
    });
    await client.workflow.execute<typeof deleteDocument>('deleteDocument', {
      args: [{ ...INPUT, ingestWorkflowId }],
      workflowId,
      taskQueue,
    });
  });

  expect(order).toEqual(['cancelled', 'removed']);
});
