import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { realServer } from '../../helpers/real-server.js';
import { copyEmptyState, copyMigratedState } from '../../helpers/state-template.js';

/** A database of a test's own, empty: what `openDatabase` takes. */
export interface TestDatabase {
  readonly databaseUrl?: string;
  readonly folder: string;
  remove(): Promise<void>;
}

/** The databases that every test of the state runs on: the embedded one always, a server where there is one. */
export const TEST_DATABASES: readonly { name: string; create: () => Promise<TestDatabase> }[] = [
  { name: 'the embedded database', create: createEmbedded },
  ...serverDatabases(realServer('DATABASE_URL')),
];

/** Prepared from a template, since making a new one takes seconds. */
export async function createEmbedded(): Promise<TestDatabase> {
  return embeddedFrom(copyEmptyState);
}

/** The same with all tables. */
export async function createMigrated(): Promise<TestDatabase> {
  return embeddedFrom(copyMigratedState);
}

async function embeddedFrom(copy: (folder: string) => Promise<void>): Promise<TestDatabase> {
  const parent = await mkdtemp(join(tmpdir(), 'plumbline-state-'));
  const folder = join(parent, 'database');
  await copy(folder);
  return { folder, remove: () => rm(parent, { recursive: true, force: true }) };
}

function serverDatabases(url: string | undefined) {
  if (url === undefined) return [];
  return [{ name: 'PostgreSQL', create: () => createOnServer(url) }];
}

/** On the server at `url`. */
export async function createOnServer(
  url: string,
): Promise<TestDatabase & { readonly databaseUrl: string }> {
  const name = `plumbline_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(url, `create database ${name}`);
  const own = new URL(url);
  own.pathname = name;
  return {
    databaseUrl: own.href,
    folder: join(tmpdir(), 'not-used'),
    remove: () => onServer(url, `drop database ${name} with (force)`),
  };
}

async function onServer(url: string, command: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(command).finally(() => client.end());
}
