import { setMaxListeners } from 'node:events';
import type { RunEvent } from '../../contracts/run-events.js';
import { type Bell, createBell } from './bell.js';

/** What the followers of one run share: a bell, the end, and the reads under way. */
export interface RunFeed extends Bell {
  /** Tells everybody that nothing can come any more. */
  end(): void;
  /** Aborted once the end was heard of. */
  readonly over: AbortSignal;
  /** The next page after a position. Followers at one position share one query. */
  page(after: number): Promise<RunPage>;
}

export interface RunPage {
  readonly events: readonly RunEvent[];
  /** Whether nothing can come any more. */
  readonly ended: boolean;
}

export function createRunFeed(readPage: (after: number) => Promise<RunPage>): RunFeed {
  const bell = createBell();
  const reading = new Map<number, { readonly since: number; readonly page: Promise<RunPage> }>();
  const over = new AbortController();
  setMaxListeners(0, over.signal); // one for each who waits

  return {
    ...bell,

    end() {
      over.abort();
      bell.ring();
    },
    over: over.signal,

    page(after) {
      const known = reading.get(after);
      // A read that began before the last ring may have missed what was rung for.
      if (known?.since === bell.rings()) return known.page;
      const read = { since: bell.rings(), page: readPage(after) };
      reading.set(after, read);
      const forget = () => {
        if (reading.get(after) === read) reading.delete(after);
      };
      read.page.then(forget, forget);
      return read.page;
    },
  };
}
