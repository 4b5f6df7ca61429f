import type { Kysely } from 'kysely';
import type { Need } from './room-on-disk.js';
import type { Tables } from './tables.js';

/** The relational state, embedded or on a server. */
export interface Database {
  readonly tables: Kysely<Tables>;
  /** Hears what is notified on a channel, from soon after this call until `stop`. Never throws. */
  listen(channel: string, listener: NotificationListener): NotificationSubscription;
  /** Throws ServiceError 'storage-full' while writing would endanger the database itself; reading is always safe. */
  assertRoom(need: Need): Promise<void>;
  /** Waits for the work in hand and lets go of everything. */
  close(): Promise<void>;
}

export interface NotificationListener {
  onNotification(payload: string): void;
  /** Hearing starts, or starts again: what was notified before may have been missed. */
  onListening(): void;
}

export interface NotificationSubscription {
  stop(): Promise<void>;
}
