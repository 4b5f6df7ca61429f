import { proxySinks } from '@temporalio/workflow';
import type { RunEventSinks, RunEventType } from '../contracts/run-events.js';

export type Tell = (type: RunEventType, data?: Readonly<Record<string, unknown>>) => void;

const { events } = proxySinks<RunEventSinks>();

/** Opens a run's events. Keys count up from the first, so that a replay tells the same ones, and they are kept once. */
export function openEvents(runId: string): Tell {
  let told = 0;
  return (type, data = {}) => {
    told += 1;
    events.tell(runId, { key: `w:${told}`, type, data });
  };
}
