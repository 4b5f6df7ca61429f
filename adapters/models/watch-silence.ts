import { ServiceError } from '../../contracts/failures.js';
import { orAborted } from './within-limit.js';

export interface SilenceLimits {
  /** Who is listened to, for the message. */
  readonly what: string;
  /** Until the first item. */
  readonly firstMs: number;
  /** Between items. */
  readonly silenceMs: number;
}

/**
 * Passes items on. When none comes for longer than the limit, the signal given to `open` is aborted
 * and ServiceError 'stalled' thrown. The time a consumer takes and the duration in all are never limited.
 * A consumer that stops early aborts that signal too.
 */
export async function* watchSilence<T>(
  open: (signal: AbortSignal) => AsyncIterable<T>,
  limits: SilenceLimits,
  signal: AbortSignal,
): AsyncGenerator<T> {
  signal.throwIfAborted();
  const watched = new AbortController();
  const stop = () => watched.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  const items = open(watched.signal)[Symbol.asyncIterator]();
  let limitMs = limits.firstMs;
  try {
    for (;;) {
      const item = await nextWithin(items, { what: limits.what, limitMs }, watched);
      if (item.done) return;
      yield item.value;
      limitMs = limits.silenceMs;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    watched.abort();
    // Nobody waits for the source to wind up: it may be the very thing that hangs.
    items.return?.().catch(() => undefined);
  }
}

async function nextWithin<T>(
  items: AsyncIterator<T>,
  { what, limitMs }: { readonly what: string; readonly limitMs: number },
  watched: AbortController,
): Promise<IteratorResult<T>> {
  const stall = () =>
    watched.abort(
      new ServiceError('stalled', `${what} said nothing for ${Math.round(limitMs / 100) / 10} s`),
    );
  const timer = setTimeout(stall, limitMs);
  try {
    return await orAborted(items.next(), watched.signal);
  } finally {
    clearTimeout(timer);
  }
}
