import PQueue from 'p-queue';
import { ServiceError } from '../../contracts/failures.js';

export interface LaneSettings {
  readonly service: string;
  /** Least time between the starts of two calls. */
  readonly intervalMs: number;
  /** A call that would wait longer is refused at once. */
  readonly maxWaitMs: number;
}

/** Runs a call when its turn comes; a cancelled one leaves the lane and throws its signal's reason. */
export type Lane = <T>(call: () => Promise<T>, signal: AbortSignal) => Promise<T>;

/** A lane on which calls go one at a time and no closer than the interval: the manners that free services ask for. */
export function createLane({ service, intervalMs, maxWaitMs }: LaneSettings): Lane {
  const queue = new PQueue({ concurrency: 1, intervalCap: 1, interval: intervalMs, strict: true });

  return async (call, signal) => {
    const waitMs = (queue.size + queue.pending) * intervalMs;
    if (waitMs > maxWaitMs) {
      throw new ServiceError(
        'rate-limited',
        `${service} is asked once every ${intervalMs / 1_000} s, and ${queue.size + queue.pending} calls are waiting`,
        { retryAfterMs: waitMs },
      );
    }
    return queue.add(call, { signal });
  };
}
