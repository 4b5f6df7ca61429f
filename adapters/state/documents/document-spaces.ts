import type { Kysely } from 'kysely';
import type { DocumentStore, StoredDocument } from '../../../contracts/document-store.js';
import { callDatabase } from '../call-database.js';
import { storableText } from '../storable-json.js';
import type { Tables } from '../tables.js';
import { selectDocuments, toDocument } from './document-row.js';

type SpaceStore = Pick<
  DocumentStore,
  'spaces' | 'allSpaces' | 'listOutside' | 'countOutside' | 'serveFrom'
>;

/** Where documents are served from. */
export function createDocumentSpaces(tables: Kysely<Tables>): SpaceStore {
  return {
    spaces: (owner) =>
      callDatabase(async () => {
        const rows = await tables
          .selectFrom('documents')
          .select('space')
          .distinct()
          .where('owner', '=', storableText(owner))
          .where('edition', 'is not', null)
          .where('status', '<>', 'deleting')
          .execute();
        return rows.flatMap(({ space }) => space ?? []);
      }),

    allSpaces: () =>
      callDatabase(async () => {
        const rows = await tables
          .selectFrom('documents')
          .select(({ fn }) => ['space', fn.max('indexed_at').as('last_indexed_at')])
          .where('status', '=', 'indexed')
          .groupBy('space')
          .execute();
        return rows.flatMap(({ space, last_indexed_at: last }) =>
          space === null || last === null ? [] : { space, lastIndexedAt: last.toISOString() },
        );
      }),

    listOutside: (space, limit) => callDatabase(() => listOutside(tables, space, limit)),

    countOutside: (space) =>
      callDatabase(async () => {
        const { count } = await tables
          .selectFrom('documents')
          .select((value) => value.fn.countAll().as('count'))
          .where('status', '=', 'indexed')
          .where('space', '<>', storableText(space))
          .executeTakeFirstOrThrow();
        return Number(count);
      }),

    serveFrom: (id, edition, space) =>
      callDatabase(async () => {
        const { numUpdatedRows } = await tables
          .updateTable('documents')
          .set((value) => ({ space: storableText(space), updated_at: value.fn('now') }))
          .where('id', '=', storableText(id))
          .where('edition', '=', edition)
          .where('status', '=', 'indexed')
          .executeTakeFirst();
        return numUpdatedRows > 0n;
      }),
  };
}

async function listOutside(
  tables: Kysely<Tables>,
  space: string,
  limit: number,
): Promise<StoredDocument[]> {
  const rows = await selectDocuments(tables)
    .where('status', '=', 'indexed')
    .where('space', '<>', storableText(space))
    .orderBy('indexed_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(toDocument);
}
