import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { CollectionStore } from '../../../contracts/document-store.js';
import type { Collection } from '../../../contracts/documents.js';
import { callDatabase } from '../call-database.js';
import type { Database } from '../database.js';
import { isDuplicate } from '../state-failure.js';
import { storableText } from '../storable-json.js';

interface CollectionRow {
  readonly id: string;
  readonly name: string;
  readonly created_at: Date;
  readonly documents: string;
}

/** Named sets of documents. Throws ServiceError: unavailable, refused, storage-full. */
export function createCollectionStore(database: Database): CollectionStore {
  const { tables } = database;
  return {
    async create(owner, name) {
      await database.assertRoom('new-work');
      return callDatabase(async () => {
        const row = await tables
          .insertInto('collections')
          .values({ id: randomUUID(), owner: storableText(owner), name: storableText(name) })
          .onConflict((conflict) => conflict.doNothing())
          .returning(['id', 'name', 'created_at'])
          .executeTakeFirst();
        return row === undefined ? undefined : toCollection({ ...row, documents: '0' });
      });
    },

    list: (owner) =>
      callDatabase(async () => {
        const rows = await ofOwner(owner).orderBy('name').execute();
        return rows.map(toCollection);
      }),

    findMany: (owner, ids) =>
      callDatabase(async () => {
        const rows = await ofOwner(owner)
          .where(sql<boolean>`collections.id = any(${ids.map(storableText)}::text[])`)
          .execute();
        return rows.map(toCollection);
      }),

    findByName: (owner, name) =>
      callDatabase(async () => {
        const row = await ofOwner(owner).where('name', '=', storableText(name)).executeTakeFirst();
        return row === undefined ? undefined : toCollection(row);
      }),

    rename: (id, name) =>
      callDatabase(async () => {
        try {
          const { numUpdatedRows } = await tables
            .updateTable('collections')
            .set({ name: storableText(name) })
            .where('id', '=', storableText(id))
            .executeTakeFirst();
          return numUpdatedRows > 0n ? 'renamed' : 'missing';
        } catch (error) {
          if (isDuplicate(error)) return 'taken';
          throw error;
        }
      }),

    remove: (id) =>
      callDatabase(async () => {
        const { numDeletedRows } = await tables
          .deleteFrom('collections')
          .where('id', '=', storableText(id))
          .executeTakeFirst();
        return numDeletedRows > 0n;
      }),
  };

  function ofOwner(owner: string) {
    return tables
      .selectFrom('collections')
      .select(['collections.id', 'name', 'created_at'])
      .select((eb) =>
        eb
          .selectFrom('collection_documents')
          .innerJoin('documents', 'documents.id', 'collection_documents.document_id')
          .whereRef('collection_documents.collection_id', '=', 'collections.id')
          .where('documents.status', '<>', 'deleting')
          .select(({ fn }) => fn.countAll<string>().as('count'))
          .as('documents'),
      )
      .where('collections.owner', '=', storableText(owner))
      .$castTo<CollectionRow>();
  }
}

function toCollection({ id, name, created_at, documents }: CollectionRow): Collection {
  return {
    collection_id: id,
    name,
    documents: Number(documents),
    created_at: created_at.toISOString(),
  };
}
