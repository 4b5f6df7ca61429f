import type { NewRunEvent } from '../../contracts/run-events.js';
import { makeRoom } from './make-room.js';

const MAX_BATCH = 500;

/** The events of one run that are not in the log yet, in order. At any time: added = settled + waiting + taken. */
export interface PendingEvents {
  readonly added: () => number;
  /** How many are in the log, or lost. */
  readonly settled: () => number;
  readonly waiting: () => number;
  add(event: NewRunEvent): void;
  /** What to write next; all of it is settled or put back before more is taken. */
  take(): readonly NewRunEvent[];
  settle(count: number): void;
  putBack(batch: readonly NewRunEvent[]): void;
  /** One of them was refused: they are put back, to be taken one by one. */
  putBackSingly(batch: readonly NewRunEvent[]): void;
  /** Gives up all that wait, and says how many there were. */
  abandon(): number;
}

export function createPendingEvents(capacity: number): PendingEvents {
  const waiting: NewRunEvent[] = [];
  let added = 0;
  let settled = 0;
  let suspects = 0;

  return {
    added: () => added,
    settled: () => settled,
    waiting: () => waiting.length,

    add(event) {
      waiting.push(event);
      added += 1;
      if (waiting.length > capacity) settled += makeRoom(waiting, capacity);
    },

    take: () => waiting.splice(0, suspects > 0 ? 1 : MAX_BATCH),

    settle(count) {
      settled += count;
      suspects = Math.max(0, suspects - count);
    },

    putBack(batch) {
      waiting.unshift(...batch);
    },

    putBackSingly(batch) {
      waiting.unshift(...batch);
      suspects = batch.length;
    },

    abandon() {
      const lost = waiting.length;
      waiting.length = 0;
      settled += lost;
      return lost;
    },
  };
}
