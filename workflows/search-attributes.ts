import { upsertSearchAttributes } from '@temporalio/workflow';
import { keywords } from './labels.js';

/** Says in Temporal's lists how the run stands. */
export function showStatus(status: string): void {
  upsertSearchAttributes(keywords({ status }));
}

/** Says in Temporal's lists which model writes. */
export function showModel(model: string): void {
  upsertSearchAttributes(keywords({ model }));
}
