import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { createFileObjects } from '../../adapters/objects/file-objects.js';
import { createLancePassages } from '../../adapters/passages/lance-passages.js';
import { createBatchStore } from '../../adapters/state/batches/batch-store.js';
import { createCollectionStore } from '../../adapters/state/documents/collection-store.js';
import { createDocumentStore } from '../../adapters/state/documents/document-store.js';
import { createEventLog } from '../../adapters/state/event-log.js';
import { createEventWriter } from '../../adapters/state/event-writer.js';
import { openDatabase } from '../../adapters/state/open-database.js';
import { createRunStore } from '../../adapters/state/run-store.js';
import { createScheduleStore } from '../../adapters/state/schedules/schedule-store.js';
import type { Services } from '../../contracts/services.js';
import { createEmbedded } from '../adapters/state/test-database.js';

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
> & { readonly folder: string };

/** The embedded stores of documents, of the test file's own. */
export function useDocumentStores(): () => DocumentStores {
  let stores: DocumentStores | undefined;
  let close = async () => {};
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-documents-'));
    const embedded = await createEmbedded();
    const database = await openDatabase({ folder: embedded.folder });
    const events = createEventLog(database);
    const writer = createEventWriter(events);
    const passages = await createLancePassages(join(folder, 'passages'));
    stores = {
      folder,
      runs: createRunStore(database),
      batches: createBatchStore(database, { usualWindow: 4 }),
      schedules: createScheduleStore(database),
      events,
      writer,
      objects: createFileObjects(join(folder, 'objects')),
      documents: createDocumentStore(database),
      collections: createCollectionStore(database),
      passages,
    };
    close = async () => {
      await passages.close();
      await writer.close();
      await events.close();
      await database.close();
      await embedded.remove();
      await rm(folder, { recursive: true, force: true });
    };
  });
  afterAll(() => close());
  return () => {
    if (stores === undefined) throw new Error('the stores are opened before the first test');
    return stores;
  };
}
