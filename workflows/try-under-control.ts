import { isCancellation } from '@temporalio/workflow';
import type { Clock } from './clock.js';
import type { Controls } from './controls.js';
import { MIN_STEP_MS } from './try-within.js';
import { underControl } from './under-control.js';

interface Governing {
  readonly controls: Controls;
  readonly clock: Clock;
}

/**
 * What a step gives until a share of the run's time is used up; undefined when it failed or was stopped. It is not begun
 * while the run is paused. Cancelling the run is neither.
 */
export async function tryUnderControl<T>(
  governing: Governing,
  share: number,
  step: () => Promise<T>,
): Promise<T | undefined> {
  await governing.controls.ready();
  if (governing.clock.msUntil(share) < MIN_STEP_MS) return undefined;
  try {
    const result = await underControl(governing, share, step);
    return result.done ? result.value : undefined;
  } catch (error) {
    if (isCancellation(error)) throw error;
    return undefined;
  }
}
