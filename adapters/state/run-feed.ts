import { setMaxListeners } from 'node:events';
import type { RunEvent } from '../../contracts/run-events.js';

/** What the followers of one run share: a bell, the end, and the reads under way. */
export interface RunFeed {
  /** How often the bell has rung: taken before a read, it tells whether something happened meanwhile. */
  readonly rings: () => number;
  /** Tells all followers that the run has news, or may have. */
  ring(): void;
  /** Tells everybody that nothing can come any more. */
  end(): void;
  /** Aborted once the end was heard of. */
  readonly over: AbortSignal;
  /** Waits for more rings than `heard`, or for the signal. */
  waitForRing(heard: number, signal: AbortSignal): Promise<void>;
  /** The next page after a position. Followers at one position share one query. */
  page(after: number): Promise<RunPage>;
}

export interface RunPage {
  readonly events: readonly RunEvent[];
  /** Whether nothing can come any more. */
  readonly ended: boolean;
}

export function createRunFeed(readPage: (after: number) => Promise<RunPage>): RunFeed {
  const waiting = new Set<() => void>();
  const reading = new Map<number, { readonly since: number; readonly page: Promise<RunPage> }>();
  const over = new AbortController();
  setMaxListeners(0, over.signal); // one for each who waits
  let rings = 0;

  function ring(): void {
    rings += 1;
    for (const wake of waiting) wake();
  }

  return {
    rings: () => rings,
    ring,

    end() {
      over.abort();
      ring();
    },
    over: over.signal,

    async waitForRing(heard, signal) {
      if (rings > heard || signal.aborted) return;
      let wake = () => {};
      await new Promise<void>((resolve) => {
        wake = resolve;
        waiting.add(wake);
        signal.addEventListener('abort', wake, { once: true });
      });
      waiting.delete(wake);
      signal.removeEventListener('abort', wake);
    },

    page(after) {
      const known = reading.get(after);
      // A read that began before the last ring may have missed what was rung for.
      if (known?.since === rings) return known.page;
      const read = { since: rings, page: readPage(after) };
      reading.set(after, read);
      const forget = () => {
        if (reading.get(after) === read) reading.delete(after);
      };
      read.page.then(forget, forget);
      return read.page;
    },
  };
}
