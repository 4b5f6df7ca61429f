import type { AppParts } from './api-parts.js';

/** Whether another workflow is still to start this run or batch: it is not lost while that one goes on. */
export async function isAwaited(
  { starter }: Pick<AppParts, 'starter'>,
  { parentWorkflowId }: { readonly parentWorkflowId: string | null },
): Promise<boolean> {
  if (parentWorkflowId === null) return false;
  return (await starter.describe(parentWorkflowId)).state === 'open';
}
