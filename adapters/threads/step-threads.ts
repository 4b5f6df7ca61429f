import { Piscina } from 'piscina';
import { ServiceError } from '../../contracts/failures.js';
import type { StepThreads } from '../../contracts/step-threads.js';

/** Threads cost memory: one that had nothing to do for this long ends. */
const IDLE_MS = 20_000;

interface StepThreadsOptions {
  /** The file that exports the steps, as `threadFile` gives it. */
  readonly file: { readonly filename: string; readonly execArgv: string[] };
  /** Most threads at a time; further steps wait. */
  readonly threads: number;
  /** Most memory of a thread. */
  readonly memoryMb: number;
}

/** Threads that are started when they are needed. `close` ends what is under way. */
export function createStepThreads({
  file,
  threads,
  memoryMb,
}: StepThreadsOptions): StepThreads & { close(): Promise<void> } {
  const pool = new Piscina({
    ...file,
    name: 'default',
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MS,
    // A thread that sleeps in Atomics.wait cannot answer the loader that reads TypeScript for it.
    atomics: 'disabled',
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  // A thread that dies fails its own step; without a listener it would end the process.
  pool.on('error', () => {});

  return {
    async run(step, input, signal) {
      try {
        return await pool.run(input, { name: step.name, signal });
      } catch (error) {
        signal.throwIfAborted();
        throw stepFailure(error, memoryMb);
      }
    },
    close: () => pool.destroy(),
  };
}

/** A step that needs too much memory needs it again: it is not worth another try. */
function stepFailure(cause: unknown, memoryMb: number): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : '';
  if (code !== 'ERR_WORKER_OUT_OF_MEMORY') return cause;
  const message = `This takes more than ${memoryMb} MB of memory; send less at a time.`;
  return new ServiceError('too-large', message, { cause });
}
