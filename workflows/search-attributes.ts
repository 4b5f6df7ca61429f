import { upsertSearchAttributes } from '@temporalio/workflow';
import { keywords } from './labels.js';

/** Says in Temporal's lists how the run stands. */
export function showStatus(status: string): void {
  upsertSearchAttributes(keywords({ status }));
}

/** Says in Temporal's lists which model the run uses. */
export function showModel(model: string | null): void {
  if (model !== null) upsertSearchAttributes(keywords({ model }));
}
