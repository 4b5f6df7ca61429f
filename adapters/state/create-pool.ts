import pg from 'pg';

/**
 * A pool that lives on when a connection is lost, in use or not: whoever uses it hears of that by a rejected query.
 * Without a listener each such error would end the process.
 */
export function createPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
  });
  return pool;
}
