import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { upsertSearchAttributes } from '@temporalio/workflow';
import { SEARCH_ATTRIBUTES } from '../contracts/search-attributes.js';

/** The attributes that operators look for in Temporal's page. */
export function keywords(values: Partial<Record<keyof typeof SEARCH_ATTRIBUTES, string | null>>) {
  return Object.entries(values).flatMap(([name, value]) => {
    const attribute = Object.entries(SEARCH_ATTRIBUTES).find(([known]) => known === name)?.[1];
    if (attribute === undefined || value === null) return [];
    return [{ key: defineSearchAttributeKey(attribute, SearchAttributeType.KEYWORD), value }];
  });
}

/** Says in Temporal's lists how the run stands. */
export function showStatus(status: string): void {
  upsertSearchAttributes(keywords({ status }));
}

/** Says in Temporal's lists which model the run uses. */
export function showModel(model: string | null): void {
  if (model !== null) upsertSearchAttributes(keywords({ model }));
}
