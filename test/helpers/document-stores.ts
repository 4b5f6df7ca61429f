import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { createLancePassages } from '../../adapters/passages/lance-passages.js';
import { createWeaviatePassages } from '../../adapters/passages/weaviate-passages.js';
import { createBatchStore } from '../../adapters/state/batches/batch-store.js';
import { createCollectionStore } from '../../adapters/state/documents/collection-store.js';
import { createDocumentStore } from '../../adapters/state/documents/document-store.js';
import { createEventLog } from '../../adapters/state/event-log.js';
import { createEventWriter } from '../../adapters/state/event-writer.js';
import { openDatabase } from '../../adapters/state/open-database.js';
import { createRunStore } from '../../adapters/state/run-store.js';
import { createScheduleStore } from '../../adapters/state/schedules/schedule-store.js';
import type { PassageIndex } from '../../contracts/passage-index.js';
import type { Services } from '../../contracts/services.js';
import { type Env, readEnv } from '../../infra/env.js';
import { openObjects } from '../../infra/services/open-stores.js';
import { makeProductStores } from './product-stores.js';
import { copyEmptyState } from './state-template.js';

export type DocumentStores = Pick<
  Services,
  | 'runs'
  | 'batches'
  | 'schedules'
  | 'events'
  | 'writer'
  | 'objects'
  | 'documents'
  | 'collections'
  | 'passages'
>;

/** The stores of documents, of the test file's own: embedded ones, in a run with services those of the servers. */
export function useDocumentStores(): () => DocumentStores {
  let stores: DocumentStores | undefined;
  let close = async () => {};
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-documents-'));
    const kept = await makeProductStores();
    const env = readEnv({ PLUMBLINE_HOME: folder, ...kept.settings });
    const state = join(folder, 'state');
    if (env.DATABASE_URL === undefined) await copyEmptyState(state);
    const database = await openDatabase({ databaseUrl: env.DATABASE_URL, folder: state });
    const events = createEventLog(database);
    const writer = createEventWriter(events);
    const { objects } = await openObjects(env);
    const passages = await openPassages(env);
    stores = {
      runs: createRunStore(database),
      batches: createBatchStore(database, { usualWindow: 4 }),
      schedules: createScheduleStore(database),
      events,
      writer,
      objects,
      documents: createDocumentStore(database),
      collections: createCollectionStore(database),
      passages,
    };
    close = async () => {
      await passages.close();
      await writer.close();
      await events.close();
      await database.close();
      await kept.remove();
      await rm(folder, { recursive: true, force: true });
    };
  });
  afterAll(() => close());
  return () => {
    if (stores === undefined) throw new Error('the stores are opened before the first test');
    return stores;
  };
}

async function openPassages(env: Env): Promise<PassageIndex> {
  const { WEAVIATE_URL: url, WEAVIATE_GRPC_PORT: grpcPort, WEAVIATE_PREFIX: own } = env;
  if (url === undefined) return createLancePassages(join(env.PLUMBLINE_HOME, 'passages'));
  return createWeaviatePassages({ url, grpcPort, prefix: `${own}Passages` });
}
