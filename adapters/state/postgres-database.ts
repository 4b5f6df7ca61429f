import type pg from 'pg';
import { createPool } from './create-pool.js';
import type { DatabaseServer } from './database-server.js';
import { listenOnPostgres } from './listen-on-postgres.js';
import { migrate } from './migrate.js';

interface PostgresOptions {
  readonly url: string;
  readonly poolSize: number;
}

/** A PostgreSQL server. No call waits for a dead connection, and no dead process holds a lock, for ever. */
export async function openPostgresDatabase({
  url,
  poolSize,
}: PostgresOptions): Promise<DatabaseServer> {
  const connection = { connectionString: url, keepAlive: true, connectionTimeoutMillis: 10_000 };
  await migratePatiently(connection);
  const pool = createPool({
    ...connection,
    max: poolSize,
    query_timeout: 60_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: 'plumbline',
  });
  return {
    pool,
    listen: (channel, listener) => listenOnPostgres({ connection, channel, listener }),
    // A server looks after its own disk, and says when it is full.
    async assertRoom() {},
  };
}

/** On a connection without time limits: another process may be at it for long. */
async function migratePatiently(connection: pg.PoolConfig): Promise<void> {
  const pool = createPool({ ...connection, max: 1, application_name: 'plumbline migrations' });
  await migrate(pool).finally(() => pool.end());
}
