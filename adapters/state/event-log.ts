import type { EventLog } from '../../contracts/run-events.js';
import { appendEvents } from './append-events.js';
import { callDatabase } from './call-database.js';
import type { Database } from './database.js';
import { followRun } from './follow-run.js';
import { readEvents } from './read-events.js';
import { readHolds } from './read-holds.js';
import { createRunFeeds } from './run-feeds.js';
import { untilEnd } from './until-end.js';

interface EventLogOptions {
  /** Hears of events that came too late: the run has ended, or is not there. */
  readonly onDropped?: (runId: string, count: number) => void;
}

/** The log of all runs. `close` ends all followers. Throws ServiceError: unavailable, refused, storage-full. */
export function createEventLog(
  database: Database,
  { onDropped = () => {} }: EventLogOptions = {},
): EventLog & { close(): Promise<void> } {
  const feeds = createRunFeeds(database);
  return {
    async append(runId, events) {
      if (events.length === 0) return;
      await database.assertRoom('work-in-hand');
      const kept = await callDatabase(() => appendEvents(database.tables, runId, events));
      if (!kept) onDropped(runId, events.length);
    },
    read: (runId, after, limit) =>
      callDatabase(() => readEvents(database.tables, { runId, after, limit })),
    follow: (runId, after, signal) => followRun({ feeds, runId, after, signal }),
    holds: (runIds) => callDatabase(() => readHolds(database.tables, runIds)),
    untilEnd: (runId, signal) => untilEnd(feeds, runId, signal),
    close: () => feeds.close(),
  };
}
