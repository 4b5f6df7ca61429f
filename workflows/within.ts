import { CancellationScope, isCancellation } from '@temporalio/workflow';

/** Result of work under a deadline: what it gave, or that the time was up first. */
export type Within<T> = { readonly done: true; readonly value: T } | { readonly done: false };

/** Runs `work` for at most `ms`, then cancels it and says so. A cancelled run stays a cancelled run. */
export async function within<T>(ms: number, work: () => Promise<T>): Promise<Within<T>> {
  const outer = CancellationScope.current();
  try {
    return { done: true, value: await CancellationScope.withTimeout(Math.max(1, ms), work) };
  } catch (error) {
    if (!isCancellation(error) || outer.consideredCancelled) throw error;
    return { done: false };
  }
}
