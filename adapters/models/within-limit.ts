/** Limits one piece of work: when `limitMs` pass, its signal is aborted with `onLimit()`, which is thrown. */
export async function withinLimit<T>(
  work: (signal: AbortSignal) => Promise<T>,
  { limitMs, onLimit }: { readonly limitMs: number; onLimit(): Error },
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  const limited = new AbortController();
  const stop = () => limited.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  const timer = setTimeout(() => limited.abort(onLimit()), limitMs);
  try {
    return await orAborted(work(limited.signal), limited.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** The promise, or the signal's reason as soon as it is aborted, even where the work ignores the signal. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
