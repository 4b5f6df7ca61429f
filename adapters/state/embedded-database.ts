import { mkdir } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { createPool } from './create-pool.js';
import type { DatabaseServer } from './database-server.js';
import { listenEmbedded } from './listen-embedded.js';
import { migrate } from './migrate.js';
import { assertRoom } from './room-on-disk.js';
import { stopAfterPanic } from './stop-after-panic.js';

/** Longer than any of our transactions takes: whoever waits longer waits for itself. */
const LONGEST_WAIT_MS = 30_000;

/** PostgreSQL inside this process. It has one connection, and nothing guards its folder against a second process. */
export async function openEmbeddedDatabase(folder: string): Promise<DatabaseServer> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await assertRoom(folder, 'work-in-hand');
  const embedded = await PGlite.create({ dataDir: folder });
  const config = createPgConfig(embedded);
  const life = stopAfterPanic(embedded, config.connection);
  const pool = createPool({
    ...config,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: LONGEST_WAIT_MS,
  });
  await migrate(pool).catch(async (error: unknown) => {
    await embedded.close();
    throw error;
  });
  return {
    pool: {
      async connect() {
        life.assertAlive();
        return pool.connect();
      },
      async end() {
        await pool.end();
        if (life.alive()) await embedded.close();
      },
    },
    listen: (channel, listener) => listenEmbedded({ embedded, pool, channel, listener }),
    assertRoom: (need) => assertRoom(folder, need),
  };
}
