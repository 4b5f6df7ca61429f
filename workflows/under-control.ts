import { CancellationScope, condition, isCancellation } from '@temporalio/workflow';
import type { Clock } from './clock.js';
import type { Controls } from './controls.js';
import type { Within } from './within.js';

interface Governing {
  readonly controls: Controls;
  readonly clock: Clock;
}

/**
 * Runs `work` until a share of the run's time is used up, then cancels it and says so. The time stands still, and no
 * timer runs, while the run is paused; it grows with the budget; gathering also ends when a person asks to finish.
 */
export async function underControl<T>(
  governing: Governing,
  share: number,
  work: () => Promise<T>,
): Promise<Within<T>> {
  const outer = CancellationScope.current();
  const working = new CancellationScope();
  const watching = new CancellationScope();
  const watched = watching
    .run(() => cancelInTime(working, governing, share))
    .catch(unlessCancelled);
  try {
    return { done: true, value: await working.run(work) };
  } catch (error) {
    if (!isCancellation(error) || outer.consideredCancelled) throw error;
    return { done: false };
  } finally {
    watching.cancel();
    await watched;
  }
}

async function cancelInTime(
  working: CancellationScope,
  { controls, clock }: Governing,
  share: number,
): Promise<void> {
  for (;;) {
    await controls.ready();
    const leftMs = clock.msUntil(share);
    const finish = controls.finishing && controls.stage === 'gathering';
    if (finish || leftMs === 0) return working.cancel();
    const seen = controls.changes;
    await condition(() => controls.changes !== seen, leftMs);
  }
}

function unlessCancelled(error: unknown): void {
  if (!isCancellation(error)) throw error;
}
