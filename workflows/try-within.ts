import { isCancellation } from '@temporalio/workflow';
import { within } from './within.js';

/** A step that has less time than this is not begun. */
export const MIN_STEP_MS = 100;

/** What a step gives in time; undefined when it failed or the time was up. Cancelling the run is neither. */
export async function tryWithin<T>(ms: number, step: () => Promise<T>): Promise<T | undefined> {
  if (ms < MIN_STEP_MS) return undefined;
  try {
    const result = await within(ms, step);
    return result.done ? result.value : undefined;
  } catch (error) {
    if (isCancellation(error)) throw error;
    return undefined;
  }
}
