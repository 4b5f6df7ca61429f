import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type { BatchCounts } from '../contracts/batches.js';
import { SEARCH_ATTRIBUTES } from '../contracts/search-attributes.js';

/** The attributes that operators look for in Temporal's page. */
export function keywords(values: Partial<Record<keyof typeof SEARCH_ATTRIBUTES, string | null>>) {
  return Object.entries(values).flatMap(([name, value]) => {
    const attribute = Object.entries(SEARCH_ATTRIBUTES).find(([known]) => known === name)?.[1];
    if (attribute === undefined || value === null) return [];
    return [{ key: defineSearchAttributeKey(attribute, SearchAttributeType.KEYWORD), value }];
  });
}

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
