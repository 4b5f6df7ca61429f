import { createBatchActivities } from '../../activities/batches.js';
import type { Activities } from '../../activities/index.js';
import type { EndRunInput } from '../../contracts/end-run.js';
import type { TestState } from '../api/scripted-starter.js';
import { searchActivities } from './search-activities.js';

/** The real activities of batches over real state, and searches whose steps all work at once. */
export function batchActivities(
  state: TestState,
  changes: Partial<Activities> = {},
): Partial<Activities> {
  const ofBatches: Partial<Activities> = createBatchActivities({ ...state, traceUrl: () => null });
  return {
    ...searchActivities([]),
    ...ofBatches,
    beginRun: ({ runId }) => state.runs.begin(runId),
    endRun: async ({ runId, status, error }: EndRunInput) => {
      await state.runs.end(runId, { status, error });
    },
    ...changes,
  };
}
