import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from '@lancedb/lancedb';
import { z } from 'zod';
import { createWeaviateConnection } from '../../adapters/passages/weaviate-connection.js';
import { openDatabase } from '../../adapters/state/open-database.js';
import type { ObjectStore } from '../../contracts/objects.js';
import { type Env, readEnv } from '../../infra/env.js';
import { openObjects } from '../../infra/services/open-stores.js';
import type { Settings } from './product-stores.js';

/** The objects of a product. */
export async function storedObjects(settings: Settings): Promise<ObjectStore> {
  return (await openObjects(readEnv(settings))).objects;
}

/** The names directly under a prefix of a product's objects; none when nothing is there. */
export async function storedUnder(settings: Settings, prefix: string): Promise<string[]> {
  const env = readEnv(settings);
  if (env.MINIO_URL === undefined)
    return readdir(join(env.PLUMBLINE_HOME, 'objects', prefix)).catch(() => []);
  const keys = await (await storedObjects(settings)).list(prefix);
  return [...new Set(keys.map((key) => key.slice(prefix.length + 1).replace(/\/.*/, '')))];
}

/** The parts of a document among the objects: `original`, and one for each edition; none when it is gone. */
export function storedParts(settings: Settings, documentId: string): Promise<string[]> {
  return storedUnder(settings, `documents/${documentId}`);
}

/** How many passages of a document lie in the index, by their edition, over all spaces. */
export async function storedPassages(settings: Settings, documentId: string) {
  const env = readEnv(settings);
  const counts = new Map<string, number>();
  const note = (edition: string, count: number) =>
    counts.set(edition, (counts.get(edition) ?? 0) + count);
  if (env.WEAVIATE_URL === undefined) await countOnLance(env, documentId, note);
  else await countOnWeaviate(env, documentId, note);
  return Object.fromEntries(counts);
}

type Note = (edition: string, count: number) => void;

async function countOnLance(env: Env, documentId: string, note: Note): Promise<void> {
  const connection = await connect(join(env.PLUMBLINE_HOME, 'passages'));
  const Row = z.object({ document_id: z.string(), edition: z.string() });
  for (const name of await connection.tableNames()) {
    const table = await connection.openTable(name);
    for (const each of await table.query().select(['document_id', 'edition']).toArray()) {
      const row = Row.parse(each);
      if (row.document_id === documentId) note(row.edition, 1);
    }
  }
  connection.close();
}

async function countOnWeaviate(env: Env, documentId: string, note: Note): Promise<void> {
  const { WEAVIATE_URL: url = '', WEAVIATE_GRPC_PORT: grpcPort, WEAVIATE_PREFIX: prefix } = env;
  const connection = createWeaviateConnection({ url, grpcPort });
  const { collections } = await connection.client();
  for (const { name } of await collections.listAll()) {
    if (!name.startsWith(`${prefix}Passages_`)) continue;
    const collection = collections.use(name);
    for (const tenant of Object.keys(await collection.tenants.get())) {
      const { query, filter } = collection.withTenant(tenant);
      const filters = filter.byProperty('documentId').equal(documentId);
      const { objects } = await query.fetchObjects({ filters, limit: 10_000 });
      for (const { properties } of objects) note(String(properties['edition']), 1);
    }
  }
  await connection.close();
}

/** The rows that a product which has ended left of documents and their bundles, by their keys. */
export async function storedRows(settings: Settings) {
  const { DATABASE_URL: databaseUrl, PLUMBLINE_HOME: home } = readEnv(settings);
  const { tables, close } = await openDatabase({ databaseUrl, folder: join(home, 'state') });
  const documents = await tables.selectFrom('documents').select('id').execute();
  const bundles = await tables
    .selectFrom('document_bundles')
    .select(['document_id', 'edition'])
    .execute();
  const runs = await tables.selectFrom('runs').select('id').execute();
  const events = await tables.selectFrom('run_events').select('run_id').distinct().execute();
  await close();
  return {
    documents: documents.map(({ id }) => id),
    bundles: bundles.map(({ document_id, edition }) => `${document_id} ${edition}`),
    runs: runs.map(({ id }) => id),
    runsWithEvents: events.map(({ run_id }) => run_id),
  };
}
