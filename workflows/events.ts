import { CancellationScope, proxySinks } from '@temporalio/workflow';
import type { RunEventSinks, RunEventType } from '../contracts/run-events.js';

export type Tell = (type: RunEventType, data?: Readonly<Record<string, unknown>>) => void;

const { events } = proxySinks<RunEventSinks>();

/**
 * Opens a run's events. Keys count up from the first, so that a replay tells the same ones, and they are kept once.
 * `part` tells the keys of a run apart that is continued as new.
 */
export function openEvents(runId: string, part = 0): Tell {
  const prefix = part === 0 ? 'w' : `w${part}`;
  let told = 0;
  return (type, data = {}) => {
    told += 1;
    events.tell(runId, { key: `${prefix}:${told}`, type, data });
  };
}

/** Tells that a run is to end, whoever asked for it: the API tells the same under the same key. */
export function tellCancelling(runId: string): void {
  const type = 'cancel-requested';
  CancellationScope.current().cancelRequested.catch(() => {
    events.tell(runId, { key: type, type, data: {} });
  });
}
