import type { WorkflowHandle } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../../contracts/search-attributes.js';

/** How a run stands in Temporal's lists. */
export async function shownStatus(handle: WorkflowHandle): Promise<unknown> {
  const { typedSearchAttributes } = await handle.describe();
  const all = typedSearchAttributes.getAll();
  return all.find(({ key }) => key.name === SEARCH_ATTRIBUTES.status)?.value;
}
