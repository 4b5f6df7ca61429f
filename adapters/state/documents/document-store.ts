import { sql } from 'kysely';
import type { DocumentStore } from '../../../contracts/document-store.js';
import { callDatabase } from '../call-database.js';
import type { Database } from '../database.js';
import { storableText } from '../storable-json.js';
import { changeDocument } from './change-document.js';
import { findDocument, selectDocuments, toDocument } from './document-row.js';
import { createDocumentSpaces } from './document-spaces.js';
import { createIngestionStore } from './ingestion-store.js';
import { listAbandoned, listDocuments, listHidden, listUnsettled } from './list-documents.js';
import { receiveDocument } from './receive-document.js';

/** The documents of all owners. Throws ServiceError: unavailable, refused, storage-full. */
export function createDocumentStore(database: Database): DocumentStore {
  const { tables } = database;

  return {
    async enter({ id, owner, filename, sourceUrl }) {
      await database.assertRoom('new-work');
      const document = {
        id: storableText(id),
        owner: storableText(owner),
        status: 'uploading' as const,
        filename: storableText(filename),
        source_url: sourceUrl === null ? null : storableText(sourceUrl),
      };
      await callDatabase(() => tables.insertInto('documents').values(document).execute());
    },

    receive: (id, received) =>
      callDatabase(() => receiveDocument(tables, storableText(id), received)),
    find: (id) => callDatabase(() => findDocument(tables, storableText(id))),

    findMany: (ids) =>
      callDatabase(async () => {
        const rows = await selectDocuments(tables)
          .where(sql<boolean>`documents.id = any(${ids.map(storableText)}::text[])`)
          .execute();
        return rows.map(toDocument);
      }),

    list: (filter) => callDatabase(() => listDocuments(tables, filter)),

    ...createDocumentSpaces(tables),
    ...createIngestionStore(tables),

    hide: (id) =>
      changeDocument(tables, id, async () => {
        const { numUpdatedRows } = await tables
          .updateTable('documents')
          .set({ status: 'deleting' })
          .where('id', '=', storableText(id))
          .where('status', '<>', 'uploading')
          .executeTakeFirst();
        return numUpdatedRows > 0n;
      }),

    remove: (id) =>
      callDatabase(async () => {
        await tables.deleteFrom('documents').where('id', '=', storableText(id)).execute();
      }),

    listAbandoned: (seconds) => callDatabase(() => listAbandoned(tables, seconds)),
    listUnsettled: (limit) => callDatabase(() => listUnsettled(tables, limit)),
    listHidden: (limit) => callDatabase(() => listHidden(tables, limit)),
  };
}
