import type { Run } from '../contracts/runs.js';
import type { AppParts } from './api-parts.js';
import { hasEnded } from './has-ended.js';
import { isEnded } from './is-ended.js';

/** Asks a run to end. One that Temporal does not know is settled here. Throws ApiError 409 for an ended one. */
export async function cancelRun(parts: AppParts, run: Run): Promise<void> {
  if (run.status === 'cancelled') return;
  if (isEnded(run)) throw hasEnded(run);
  const asked = await parts.starter.cancel(run.workflowId);
  if (asked) await tellRequest(parts, run.id);
  else await settle(parts, run);
}

async function tellRequest({ events }: AppParts, runId: string): Promise<void> {
  const type = 'cancel-requested';
  await events.append(runId, [{ key: type, type, data: {} }]);
}

/** Between finding the run and asking it may have ended by itself, which then stands. */
async function settle({ runs }: AppParts, { id }: Run): Promise<void> {
  if (await runs.end(id, { status: 'cancelled' })) return;
  const run = await runs.find(id);
  if (run !== undefined && run.status !== 'cancelled') throw hasEnded(run);
}
