import type { Table } from '@lancedb/lancedb';
import type { PassageHit, PassageIndex, PassageSpace } from '../../contracts/passage-index.js';
import { fuseRanks } from './fuse-ranks.js';
import { callLance } from './lance-failure.js';
import { isOneOf, joinCollections, quoted } from './lance-filter.js';
import { ensureIndices } from './lance-indices.js';
import { toRow } from './lance-rows.js';
import { byKeyword, byVector } from './lance-search.js';
import { type LanceOptions, lanceTableName, openLanceTables } from './lance-tables.js';

/** Passages in a folder that this process alone writes: one table for each owner and space. */
export async function createLancePassages(
  folder: string,
  options: LanceOptions = {},
): Promise<PassageIndex> {
  const tables = await openLanceTables(folder, { ...options, ensureIndices });
  const tableOf = ({ owner, space }: PassageSpace) => tables.of(owner, space);

  async function search(
    space: PassageSpace,
    ask: (table: Table) => Promise<readonly PassageHit[]>,
  ): Promise<readonly PassageHit[]> {
    return callLance(async () => {
      const table = await tableOf(space).current();
      return table === undefined ? [] : ask(table);
    });
  }

  return {
    upsert: async (space, passages) => {
      if (passages.length === 0) return;
      await callLance(() => tableOf(space).upsert(passages.map(toRow)));
    },

    keyword: (query) => search(query, (table) => byKeyword(table, query)),
    vector: (query) => search(query, (table) => byVector(table, query)),
    hybrid: (query) =>
      search(query, async (table) => {
        const lists = [byKeyword(table, query, query.vector), byVector(table, query)];
        return fuseRanks(await Promise.all(lists), query.limit);
      }),

    count: (space, documentId, edition) =>
      callLance(async () => {
        const table = await tableOf(space).current();
        return (await table?.countRows(ofDocument(documentId, edition))) ?? 0;
      }),

    assign: (owner, documentId, collectionIds) =>
      callLance(async () => {
        const values = { collections: joinCollections(collectionIds) };
        const where = ofDocument(documentId);
        for (const { table: own } of await tables.ofOwner(owner)) {
          await own.change((table) => table.update({ values, where }));
        }
      }),

    remove: (owner, documentId, keep) =>
      callLance(async () => {
        const kept = keep === undefined ? undefined : lanceTableName(owner, keep.space);
        for (const { name, table: own } of await tables.ofOwner(owner)) {
          const stays = name === kept ? ` and edition <> ${quoted(keep?.edition ?? '')}` : '';
          await own.change((table) => table.delete(ofDocument(documentId) + stays));
        }
      }),

    removeEdition: (owner, documentId, edition) =>
      callLance(async () => {
        for (const { table: own } of await tables.ofOwner(owner))
          await own.change((table) => table.delete(ofDocument(documentId, edition)));
      }),

    close: () => tables.close(),
  };
}

function ofDocument(documentId: string, edition?: string): string {
  const document = isOneOf('document_id', [documentId]);
  return edition === undefined ? document : `${document} and edition = ${quoted(edition)}`;
}
