import type { Kysely } from 'kysely';
import type { IngestionStore } from '../../../contracts/document-store.js';
import { callDatabase } from '../call-database.js';
import { storableText } from '../storable-json.js';
import type { Tables } from '../tables.js';
import { changeDocument } from './change-document.js';
import {
  addBundles,
  dropBundles,
  dropEdition,
  findBundle,
  listBundles,
} from './document-bundles.js';
import { begin, commit, describe, giveUp, requeue } from './ingestion-state.js';

/** What ingestions do to documents. */
export function createIngestionStore(tables: Kysely<Tables>): IngestionStore {
  const ingestion = (id: string, runId: string) => ({ id: storableText(id), runId });
  return {
    requeue: (id, runId) => changeDocument(tables, id, () => requeue(tables, ingestion(id, runId))),
    begin: (id, runId) => changeDocument(tables, id, () => begin(tables, ingestion(id, runId))),
    describe: (id, runId, info) => callDatabase(() => describe(tables, ingestion(id, runId), info)),
    addBundles: (edition, bundles) => callDatabase(() => addBundles(tables, edition, bundles)),
    bundles: (edition) => callDatabase(() => listBundles(tables, edition)),
    bundleOfPage: (edition, page) => callDatabase(() => findBundle(tables, edition, page)),
    commit: (id, runId, served) => callDatabase(() => commit(tables, ingestion(id, runId), served)),
    giveUp: (id, runId, end) => callDatabase(() => giveUp(tables, ingestion(id, runId), end)),
    dropEdition: (edition) => callDatabase(() => dropEdition(tables, edition)),
    dropBundles: (id, keep) => callDatabase(() => dropBundles(tables, storableText(id), keep)),
  };
}
