import type pg from 'pg';
import type { Database } from './database.js';

/** What the embedded and the real server have in common below the query builder. */
export interface DatabaseServer {
  readonly pool: pg.Pool;
  readonly listen: Database['listen'];
  /** Lets go of what the pool does not own; the pool has ended before. */
  close(): Promise<void>;
}
