import type { PGlite } from '@electric-sql/pglite';
import type pg from 'pg';
import type { NotificationListener, NotificationSubscription } from './database.js';

interface Listening {
  readonly embedded: PGlite;
  readonly pool: pg.Pool;
  readonly channel: string;
  readonly listener: NotificationListener;
}

/** Listens inside the embedded database, which cannot be lost as a connection can. */
export function listenEmbedded({
  embedded,
  pool,
  channel,
  listener,
}: Listening): NotificationSubscription {
  const starting = alone(pool, () =>
    embedded.listen(channel, (payload) => listener.onNotification(payload)),
  );
  starting.then(
    () => listener.onListening(),
    () => {},
  );
  return {
    async stop() {
      const unlisten = await starting.catch(() => undefined);
      if (unlisten !== undefined && !embedded.closed) await alone(pool, () => unlisten());
    },
  };
}

/** Holds the only connection meanwhile, so that the work does not slip into a transaction of somebody else. */
async function alone<T>(pool: pg.Pool, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await work();
  } finally {
    client.release();
  }
}
