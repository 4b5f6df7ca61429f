import { CancellationScope } from '@temporalio/workflow';

/**
 * Runs steps side by side. When one fails the others are cancelled and waited for, so that nothing is still being
 * written when the caller clears up.
 */
export async function allOrNone(steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  const scope = new CancellationScope();
  await scope.run(async () => {
    const running = steps.map((step) => step());
    try {
      await Promise.all(running);
    } catch (error) {
      scope.cancel();
      await Promise.allSettled(running);
      throw error;
    }
  });
}
