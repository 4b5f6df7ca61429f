import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { SEARCH_ATTRIBUTES } from '../contracts/search-attributes.js';

/** Longest summary that is worth a line in Temporal's lists. */
const SUMMARY_CHARACTERS = 200;

/** The attributes that operators look for in Temporal's page; what is null is left out. */
export function keywords(values: Partial<Record<keyof typeof SEARCH_ATTRIBUTES, string | null>>) {
  return Object.entries(values).flatMap(([name, value]) => {
    const attribute = Object.entries(SEARCH_ATTRIBUTES).find(([known]) => known === name)?.[1];
    if (attribute === undefined || value === null) return [];
    return [{ key: defineSearchAttributeKey(attribute, SearchAttributeType.KEYWORD), value }];
  });
}

/** What a workflow is about, as one line. */
export function summaryOf(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, SUMMARY_CHARACTERS);
}
