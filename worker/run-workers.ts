import type { Worker } from '@temporalio/worker';

export interface RunningWorkers {
  /** Settles when all workers have stopped; rejects when one fails. */
  readonly stopped: Promise<void>;
  /** Lets what is under way end, for the grace time at most, and leaves the rest to the next worker. */
  close(): Promise<void>;
}

/** Runs workers until they are closed. */
export function runWorkers(workers: readonly Worker[]): RunningWorkers {
  const stopped = Promise.all(workers.map((worker) => worker.run())).then(() => {});
  stopped.catch(() => {}); // looked at by whoever awaits it
  return {
    stopped,
    async close() {
      for (const worker of workers) {
        if (worker.getState() === 'RUNNING') worker.shutdown();
      }
      await stopped;
    },
  };
}
