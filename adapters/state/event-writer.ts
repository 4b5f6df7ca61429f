import type { EventLog, EventWriter } from '../../contracts/run-events.js';
import { createRunQueue, type RunQueue, type RunQueueOptions } from './run-queue.js';

interface EventWriterOptions {
  /** How long events are gathered before they are written together. */
  readonly gatherMs?: number | undefined;
  /** Most events of one run that wait while the log cannot be written; see `RunQueue` for what then goes. */
  readonly capacity?: number | undefined;
  /** Hears why a run's events could not be written this time; `lost` of them will not be tried again. */
  readonly onFailure?: RunQueueOptions['onFailure'] | undefined;
}

/** Writes events in the background, each run for itself. Tries again, ever slower, while the log is away. */
export function createEventWriter(
  log: EventLog,
  { gatherMs = 25, capacity = 2_000, onFailure = () => {} }: EventWriterOptions = {},
): EventWriter {
  const queues = new Map<string, RunQueue>();
  let closed = false;

  return {
    write(runId, event) {
      if (closed) {
        onFailure(runId, { error: new Error('the writer is closed'), lost: 1 });
        return;
      }
      const queue = queues.get(runId) ?? open(runId);
      queue.add(event);
    },

    async flush(runId) {
      await queues.get(runId)?.flush();
    },

    async close() {
      closed = true;
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };

  function open(runId: string): RunQueue {
    const queue = createRunQueue({
      runId,
      log,
      gatherMs,
      capacity,
      onFailure,
      onEmpty: () => queues.delete(runId),
    });
    queues.set(runId, queue);
    return queue;
  }
}
