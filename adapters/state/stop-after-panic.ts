import type { EventEmitter } from 'node:events';
import type { PGlite } from '@electric-sql/pglite';
import { ServiceError } from '../../contracts/failures.js';

/** Whether the embedded database can still be asked. */
export interface Life {
  alive(): boolean;
  /** Throws ServiceError 'unavailable' when it is over. */
  assertAlive(): void;
}

type Connection = Pick<EventEmitter, 'emit' | 'listenerCount'>;

/**
 * Keeps a database that has ended with a panic from being asked again: it would never answer, and block the process.
 * Its connection then breaks, as that to a server would, so that nobody waits for it.
 */
export function stopAfterPanic(
  embedded: Pick<PGlite, 'execProtocolStream'>,
  connection: Connection,
): Life {
  const ask = embedded.execProtocolStream.bind(embedded);
  let alive = true;

  embedded.execProtocolStream = async (message, options) => {
    if (!alive) return [];
    const replies = await ask(message, options);
    alive = !replies.some((reply) => 'severity' in reply && reply.severity === 'PANIC');
    // After the replies, which say more than this does.
    if (!alive) setImmediate(() => breakOff(connection));
    return replies;
  };
  return {
    alive: () => alive,
    assertAlive() {
      if (!alive) throw stopped();
    },
  };
}

/** A connection that has ended has nobody listening, and an error that nobody hears ends the process. */
function breakOff(connection: Connection): void {
  if (connection.listenerCount('error') > 0) connection.emit('error', stopped());
}

function stopped(): ServiceError {
  return new ServiceError(
    'unavailable',
    'The embedded database has stopped after a failure of the disk. Free some space and restart; nothing that was kept is lost.',
  );
}
