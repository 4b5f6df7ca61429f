import { availableParallelism } from 'node:os';
import { createStepThreads } from '../../adapters/threads/step-threads.js';
import { threadFile } from '../../adapters/threads/thread-file.js';

/** Verifying the largest request that the API takes, of 20 MB, needs less than a quarter of it. */
const MEMORY_MB = 512;

/** Threads for what activities cannot do beside other work; their code is named by its path alone, as workflows are. */
export function openThreads() {
  return createStepThreads({
    file: threadFile(import.meta.url, '../../activities/thread-steps'),
    threads: availableParallelism(),
    memoryMb: MEMORY_MB,
  });
}
