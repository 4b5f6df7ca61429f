import type { RunEvent } from '../../contracts/run-events.js';
import { PAGE_SIZE, type RunFeeds } from './run-feeds.js';

interface Following {
  readonly feeds: RunFeeds;
  readonly runId: string;
  readonly after: number;
  readonly signal: AbortSignal;
}

/**
 * Yields a run's events after a position as they come, each once and in order. Ends after `run-end`, when the run
 * is unknown or deleted, when the signal aborts and when the log is closed.
 */
export async function* followRun(following: Following): AsyncGenerator<RunEvent> {
  const { feeds, runId, signal } = following;
  const feed = feeds.join(runId);
  let position = following.after;
  try {
    while (!signal.aborted && !feeds.closed.aborted) {
      const heard = feed.rings();
      const { events, ended } = await feed.page(position);
      for (const event of events) {
        if (signal.aborted) return;
        yield event;
        if (event.type === 'run-end') return;
        position = event.seq;
      }
      if (ended) return;
      if (events.length < PAGE_SIZE) await feed.waitForRing(heard, signal);
    }
  } finally {
    feeds.leave(runId);
  }
}
