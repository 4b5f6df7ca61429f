import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** Makes a database on a server for the time of `use`, and drops it afterwards whatever happens. */
export async function withScratchDatabase<T>(
  server: string,
  use: (databaseUrl: string) => Promise<T>,
): Promise<T> {
  const name = `plumbline_bench_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `create database ${name}`);
  try {
    const url = new URL(server);
    url.pathname = `/${name}`;
    return await use(url.href);
  } finally {
    await onServer(server, `drop database if exists ${name} with (force)`);
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
