export interface TimeLimit {
  /** Aborts when the caller's signal does or when the time is over. */
  readonly signal: AbortSignal;
  clear(): void;
}

/**
 * Bounds one call in time. Unlike `AbortSignal.any` it leaves nothing behind on a signal that outlives many calls,
 * provided that `clear` is called.
 */
export function startTimeLimit(timeoutMs: number, outer: AbortSignal): TimeLimit {
  const controller = new AbortController();
  const forward = () => controller.abort(outer.reason);
  const timer = setTimeout(() => controller.abort(new Error('time limit')), timeoutMs);
  outer.addEventListener('abort', forward, { once: true });
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer);
      outer.removeEventListener('abort', forward);
    },
  };
}
