import type { Client } from '@temporalio/client';
import type { RunStarter } from './run-starter.js';
import { createBatches } from './temporal-batches.js';
import { createControls } from './temporal-controls.js';
import { createDocuments } from './temporal-documents.js';
import { createJobs } from './temporal-jobs.js';
import { createRuns } from './temporal-runs.js';

/** The calls of the API to a real Temporal. */
export function createRunStarter(client: Client): RunStarter {
  return {
    ...createRuns(client),
    ...createControls(client),
    ...createJobs(client),
    ...createBatches(client),
    ...createDocuments(client),
  };
}
