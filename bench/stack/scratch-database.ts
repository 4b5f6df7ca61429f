import { randomUUID } from 'node:crypto';
import pg from 'pg';

export interface ScratchDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database of its own on a server. */
export async function makeScratchDatabase(server: string): Promise<ScratchDatabase> {
  const name = `plumbline_bench_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => onServer(server, `drop database if exists ${name} with (force)`),
  };
}

/** Makes a database on a server for the time of `use`, and drops it afterwards whatever happens. */
export async function withScratchDatabase<T>(
  server: string,
  use: (databaseUrl: string) => Promise<T>,
): Promise<T> {
  const database = await makeScratchDatabase(server);
  try {
    return await use(database.url);
  } finally {
    await database.drop();
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
