import { ServiceError } from '../../contracts/failures.js';

interface Deadline {
  readonly signal: AbortSignal;
  readonly limitMs: number;
  /** What the failure says when time is up. */
  readonly message: string;
}

/** Runs work under a time limit: `stalled` when time is up, the caller's own reason when it gave up. */
export async function withDeadline<T>(
  { signal, limitMs, message }: Deadline,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), limitMs);
  try {
    return await work(AbortSignal.any([signal, deadline.signal]));
  } catch (error) {
    signal.throwIfAborted();
    if (deadline.signal.aborted) throw new ServiceError('stalled', message, { cause: error });
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
