import { Kysely, PostgresDialect } from 'kysely';
import type { Database } from './database.js';
import type { DatabaseServer } from './database-server.js';
import { openEmbeddedDatabase } from './embedded-database.js';
import { openPostgresDatabase } from './postgres-database.js';
import { stateFailure } from './state-failure.js';
import type { Tables } from './tables.js';

interface DatabaseOptions {
  /** A PostgreSQL server, 15 or newer; without it the embedded database is used. */
  readonly databaseUrl?: string | undefined;
  /** Where the embedded database keeps its files; made when missing. */
  readonly folder: string;
  /** Most connections to a PostgreSQL server; the embedded database always has one. */
  readonly poolSize?: number | undefined;
}

/**
 * Opens the relational state and brings its tables up to date.
 * Throws ServiceError: unavailable, refused, storage-full.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { pool, listen, assertRoom } = await openServer(options).catch((error: unknown) => {
    throw stateFailure(error);
  });
  let closing: Promise<void> | undefined;
  return {
    tables: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    listen,
    assertRoom,
    close() {
      closing ??= pool.end();
      return closing;
    },
  };
}

function openServer({
  databaseUrl,
  folder,
  poolSize = 10,
}: DatabaseOptions): Promise<DatabaseServer> {
  if (databaseUrl !== undefined) return openPostgresDatabase({ url: databaseUrl, poolSize });
  return openEmbeddedDatabase(folder);
}
