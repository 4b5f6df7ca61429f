import { randomUUID } from 'node:crypto';
import type { StreamedEvent } from './event-stream.js';
import { type Following, followEvents } from './follow-events.js';
import { type RunOrder, resumeEvents, startRun } from './run-api.js';

interface FollowRun extends Following {
  readonly order: RunOrder;
  onSession(session: string): void;
}

/** Starts a run, and gives each event of it once, in order, to its `run-end`. Throws AskError as `followEvents` does. */
export function followRun({
  order,
  onSession,
  ...following
}: FollowRun): AsyncGenerator<StreamedEvent> {
  const key = randomUUID();
  let session: string | undefined;
  return followEvents({
    ...following,
    last: 'run-end',
    begun: () => session !== undefined,
    async open(connection, after) {
      const stream =
        session === undefined
          ? await startRun({ ...connection, order, key })
          : await resumeEvents({ ...connection, session, after });
      if (session === undefined && stream.session !== undefined) onSession(stream.session);
      session ??= stream.session;
      return stream;
    },
  });
}
