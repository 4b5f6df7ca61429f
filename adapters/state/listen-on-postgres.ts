import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { NotificationListener, NotificationSubscription } from './database.js';

const RECONNECT_MS = 500;

interface Listening {
  readonly connection: pg.ClientConfig;
  readonly channel: string;
  readonly listener: NotificationListener;
}

/** Listens on a connection of its own and takes a new one whenever that is lost. */
export function listenOnPostgres(listening: Listening): NotificationSubscription {
  const stopping = new AbortController();
  const stopped = keepListening(listening, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await stopped;
    },
  };
}

async function keepListening(listening: Listening, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await listenUntilLost(listening, signal).catch(() => {});
    await setTimeout(RECONNECT_MS, undefined, { signal }).catch(() => {});
  }
}

async function listenUntilLost(
  { connection, channel, listener }: Listening,
  signal: AbortSignal,
): Promise<void> {
  const client = new pg.Client({ ...connection, application_name: 'plumbline listener' });
  const lost = new Promise<void>((resolve) => {
    client.once('end', resolve);
    client.once('error', () => resolve());
  });
  client.on('error', () => {});
  client.on('notification', ({ payload }) => listener.onNotification(payload ?? ''));
  try {
    await client.connect();
    await client.query(`listen ${client.escapeIdentifier(channel)}`);
    if (signal.aborted) return; // while connecting: no event tells of it any more
    listener.onListening();
    const hungUp = new AbortController();
    await Promise.race([lost, once(signal, 'abort', { signal: hungUp.signal })]).finally(() =>
      hungUp.abort(),
    );
  } finally {
    await client.end().catch(() => {});
  }
}
