import type { PostgresPool } from 'kysely';
import type { Database } from './database.js';

/** What the embedded and the real server have in common below the query builder, with the tables up to date. */
export interface DatabaseServer {
  /** Ending it waits for the work in hand and lets go of everything. */
  readonly pool: PostgresPool;
  readonly listen: Database['listen'];
  readonly assertRoom: Database['assertRoom'];
}
