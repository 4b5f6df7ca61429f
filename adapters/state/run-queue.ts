import { ServiceError } from '../../contracts/failures.js';
import type { EventLog, NewRunEvent } from '../../contracts/run-events.js';
import { createPendingEvents, type PendingEvents } from './pending-events.js';

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5_000;

export interface RunQueueOptions {
  readonly runId: string;
  readonly log: Pick<EventLog, 'append'>;
  readonly gatherMs: number;
  readonly capacity: number;
  readonly onFailure: (runId: string, failure: WriteFailure) => void;
  readonly onEmpty: () => void;
}

export interface WriteFailure {
  readonly error: unknown;
  /** How many events are lost by it; those not lost are tried again. */
  readonly lost: number;
}

/**
 * The events of one run on their way into the log, in order. When the log is away they wait, and above the capacity
 * the oldest `answer-delta` goes first, then the oldest of the others, with one `warning` that says so.
 * An event that the log refuses for what it is costs that event alone.
 */
export interface RunQueue {
  add(event: NewRunEvent): void;
  /** Writes now and resolves when all added so far is kept; rejects at the first failure, without giving up. */
  flush(): Promise<void>;
  /** Tries once more; what is then left is lost. Never rejects. */
  close(): Promise<void>;
}

export function createRunQueue(options: RunQueueOptions): RunQueue {
  const { runId, gatherMs, onFailure, onEmpty } = options;
  const pending = createPendingEvents(options.capacity);
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<WriteFailure | undefined> | undefined;

  return {
    add(event) {
      pending.add(event);
      schedule(gatherMs);
    },

    flush,

    async close() {
      let reason: unknown;
      await flush().catch((error: unknown) => {
        reason = error;
      });
      clearTimeout(timer);
      const lost = pending.abandon();
      if (lost > 0) onFailure(runId, { error: reason, lost });
    },
  };

  async function flush(): Promise<void> {
    const target = pending.added();
    let refused: WriteFailure | undefined;
    while (pending.settled() < target) {
      const failure = await write();
      if (failure?.lost === 0) throw failure.error;
      refused ??= failure;
    }
    if (refused !== undefined) throw refused.error;
  }

  function schedule(delayMs: number): void {
    if (timer !== undefined || writing !== undefined) return;
    timer = setTimeout(() => void write().catch(() => {}), delayMs);
  }

  function write(): Promise<WriteFailure | undefined> {
    clearTimeout(timer);
    timer = undefined;
    writing ??= writeBatch(options, pending).then((failure) => {
      writing = undefined;
      failures = failure?.lost === 0 ? failures + 1 : 0;
      if (failure !== undefined) onFailure(runId, failure);
      if (pending.waiting() === 0) onEmpty();
      else schedule(failures === 0 ? 0 : backoffMs(failures));
      return failure;
    });
    return writing;
  }
}

async function writeBatch(
  { runId, log }: RunQueueOptions,
  pending: PendingEvents,
): Promise<WriteFailure | undefined> {
  const batch = pending.take();
  try {
    await log.append(runId, batch);
    pending.settle(batch.length);
    return undefined;
  } catch (error) {
    return keepOrLose(pending, batch, error);
  }
}

function keepOrLose(
  pending: PendingEvents,
  batch: readonly NewRunEvent[],
  error: unknown,
): WriteFailure | undefined {
  if (error instanceof ServiceError) {
    pending.putBack(batch);
    return { error, lost: 0 };
  }
  if (batch.length > 1) {
    pending.putBackSingly(batch);
    return undefined;
  }
  pending.settle(batch.length);
  return { error, lost: batch.length };
}

function backoffMs(failures: number): number {
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1));
}
