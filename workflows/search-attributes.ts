import { upsertSearchAttributes } from '@temporalio/workflow';
import { type Standing, standingOf } from '../domain/research/standing.js';
import { keywords } from './labels.js';

/** Says in Temporal's lists how the run stands. */
export function showStatus(status: string): void {
  upsertSearchAttributes(keywords({ status }));
}

/** Says in Temporal's lists how a run with controls stands, where that has changed. */
export function showStanding(
  controls: Parameters<typeof standingOf>[0] & { shown: Standing },
): void {
  const standing = standingOf(controls);
  if (standing === controls.shown) return;
  controls.shown = standing;
  showStatus(standing);
}

/** Says in Temporal's lists which model writes. */
export function showModel(model: string): void {
  upsertSearchAttributes(keywords({ model }));
}
