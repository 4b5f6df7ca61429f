import { setMaxListeners } from 'node:events';
import { callDatabase } from './call-database.js';
import type { Database } from './database.js';
import { hearOfRuns } from './hear-of-runs.js';
import { readEvents, readLogStates } from './read-events.js';
import { createRunFeed, type RunFeed, type RunPage } from './run-feed.js';

export const PAGE_SIZE = 500;

/** The feeds of all runs that are followed. */
export interface RunFeeds {
  /** Joins a run's feed; whoever joins also leaves. */
  join(runId: string): RunFeed;
  leave(runId: string): void;
  /** Whether nothing can come any more: the run has ended or is unknown. */
  isOver(runId: string): Promise<boolean>;
  readonly closed: AbortSignal;
  close(): Promise<void>;
}

export function createRunFeeds(database: Database): RunFeeds {
  const feeds = new Map<string, RunFeed>();
  const followers = new Map<string, number>();
  const closing = new AbortController();
  setMaxListeners(0, closing.signal); // one for each who waits
  const hearing = hearOfRuns(database, feeds);

  return {
    closed: closing.signal,

    join(runId) {
      const feed = feeds.get(runId) ?? createRunFeed((after) => readPage(database, runId, after));
      feeds.set(runId, feed);
      followers.set(runId, (followers.get(runId) ?? 0) + 1);
      if (!closing.signal.aborted) hearing.start();
      return feed;
    },

    leave(runId) {
      const left = (followers.get(runId) ?? 1) - 1;
      followers.set(runId, left);
      if (left > 0) return;
      followers.delete(runId);
      feeds.delete(runId);
      if (feeds.size === 0) hearing.pause();
    },

    isOver: (runId) =>
      callDatabase(async () => {
        const state = (await readLogStates(database.tables, [runId])).get(runId);
        return state === undefined || state.closed;
      }),

    async close() {
      closing.abort();
      for (const feed of feeds.values()) feed.ring();
      await hearing.stop();
    },
  };
}

async function readPage({ tables }: Database, runId: string, after: number): Promise<RunPage> {
  return callDatabase(async () => {
    const events = await readEvents(tables, { runId, after, limit: PAGE_SIZE });
    if (events.length > 0) return { events, ended: false };
    const state = (await readLogStates(tables, [runId])).get(runId);
    return { events, ended: state === undefined || (state.closed && state.lastSeq <= after) };
  });
}
