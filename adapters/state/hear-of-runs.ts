import type { Database, NotificationSubscription } from './database.js';
import { readLogStates } from './read-events.js';
import { RUN_CHANNEL, RUN_END } from './run-channel.js';
import type { RunFeed } from './run-feed.js';

/** How late a follower hears of an event whose notification was lost. */
const SWEEP_MS = 2_000;

/** Rings the feeds of runs that have news. */
export interface HearingOfRuns {
  start(): void;
  /** Nobody follows for now: the subscription stays, the sweeps stop. */
  pause(): void;
  stop(): Promise<void>;
}

/** Hears by one subscription for all runs, and by one query every two seconds of what that may have missed. */
export function hearOfRuns(database: Database, feeds: ReadonlyMap<string, RunFeed>): HearingOfRuns {
  let subscription: NotificationSubscription | undefined;
  let sweeps: NodeJS.Timeout | undefined;
  const sweep = createSweep(database, feeds);

  return {
    start() {
      sweeps ??= setInterval(() => void sweep(), SWEEP_MS);
      subscription ??= database.listen(RUN_CHANNEL, {
        onNotification: (payload) => {
          if (payload.endsWith(RUN_END)) feeds.get(payload.slice(0, -RUN_END.length))?.end();
          else feeds.get(payload)?.ring();
        },
        onListening: () => {
          for (const feed of feeds.values()) feed.ring();
          void sweep();
        },
      });
    },

    pause() {
      clearInterval(sweeps);
      sweeps = undefined;
    },

    async stop() {
      clearInterval(sweeps);
      await subscription?.stop();
    },
  };
}

/** Compares all followed logs with how they stood the last time. While the database is away there is no news. */
function createSweep(database: Database, feeds: ReadonlyMap<string, RunFeed>): () => Promise<void> {
  const seen = new WeakMap<RunFeed, string>();
  let sweeping = false;

  return async () => {
    if (sweeping) return;
    sweeping = true;
    const states = await readLogStates(database.tables, [...feeds.keys()]).catch(() => undefined);
    sweeping = false;
    for (const [runId, feed] of states === undefined ? [] : feeds) {
      const state = states?.get(runId);
      const stands = state === undefined ? 'gone' : `${state.lastSeq} ${state.closed}`;
      if (seen.get(feed) !== stands) feed.ring();
      if (state === undefined || state.closed) feed.end();
      seen.set(feed, stands);
    }
  };
}
