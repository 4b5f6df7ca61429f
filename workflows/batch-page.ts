import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type { BatchCounts } from '../contracts/batches.js';
import { keywords } from './labels.js';

/** Says in Temporal's lists what the workflow is and how it stands. */
export function showBatchStatus(owner: string, status: string): void {
  upsertSearchAttributes(keywords({ kind: 'batch', owner, status }));
}

/** Shows how far a batch is on its page; costs no history. */
export function showBatchCounts(total: number, counts: BatchCounts, paused: boolean): void {
  const rows = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `| ${status.replace('_', ' ')} | ${count} |`);
  setCurrentDetails(
    [paused ? '**Paused**' : '**Running**', '', `| of ${total} | |`, '|---|---|', ...rows].join(
      '\n',
    ),
  );
}
