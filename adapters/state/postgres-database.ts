import pg from 'pg';
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
  const pool = new pg.Pool({
    ...connection,
    max: poolSize,
    query_timeout: 60_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: 'plumbline',
  });
  return {
    pool,
    listen: (channel, listener) => listenOnPostgres({ connection, channel, listener }),
    async close() {},
  };
}

/** On a connection without time limits: another process may be at it for long. */
async function migratePatiently(connection: pg.PoolConfig): Promise<void> {
  const pool = new pg.Pool({ ...connection, max: 1, application_name: 'plumbline migrations' });
  pool.on('error', () => {});
  await migrate(pool).finally(() => pool.end());
}
