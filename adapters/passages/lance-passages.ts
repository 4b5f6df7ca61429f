import { type Connection, connect, type Table } from '@lancedb/lancedb';
import type { PassageHit, PassageIndex, PassageSpace } from '../../contracts/passage-index.js';
import { fuseRanks } from './fuse-ranks.js';
import { callLance } from './lance-failure.js';
import { isOneOf, joinCollections, quoted } from './lance-filter.js';
import { ensureIndices } from './lance-indices.js';
import { toRow } from './lance-rows.js';
import { byKeyword, byVector } from './lance-search.js';
import { createLanceTable, type LanceTable } from './lance-table.js';
import { storeName } from './store-name.js';

interface LanceOptions {
  /** Up to so many passages comparing with every vector takes a few milliseconds, and is exact. */
  readonly indexVectorsFrom?: number;
  /** Hears why a table could not be tidied; what was written is safe, and the next write tries again. */
  readonly onUntidy?: (error: unknown) => void;
}

/** Passages in a folder that this process alone writes: one table for each owner and space. */
export async function createLancePassages(
  folder: string,
  { indexVectorsFrom = 4_096, onUntidy = () => {} }: LanceOptions = {},
): Promise<PassageIndex> {
  const connection = await callLance(() => connect(folder));
  const tables = new Map<string, LanceTable>();

  function tableOf(name: string): LanceTable {
    const options = { connection, name, ensureIndices, indexVectorsFrom, onUntidy };
    const table = tables.get(name) ?? createLanceTable(options);
    tables.set(name, table);
    return table;
  }
  const spaceTable = (space: PassageSpace) => tableOf(tableName(space));

  async function search(
    space: PassageSpace,
    ask: (table: Table) => Promise<readonly PassageHit[]>,
  ): Promise<readonly PassageHit[]> {
    return callLance(async () => {
      const table = await spaceTable(space).current();
      return table === undefined ? [] : ask(table);
    });
  }

  return {
    upsert: async (space, passages) => {
      if (passages.length === 0) return;
      await callLance(() => spaceTable(space).upsert(passages.map(toRow)));
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
        const table = await spaceTable(space).current();
        return (await table?.countRows(ofDocument(documentId, edition))) ?? 0;
      }),

    assign: (owner, documentId, collectionIds) =>
      callLance(async () => {
        const values = { collections: joinCollections(collectionIds) };
        const where = ofDocument(documentId);
        for (const name of await tablesOf(connection, owner)) {
          await tableOf(name).change((table) => table.update({ values, where }));
        }
      }),

    remove: (owner, documentId, keep) =>
      callLance(async () => {
        const kept = keep === undefined ? undefined : tableName({ owner, space: keep.space });
        for (const name of await tablesOf(connection, owner)) {
          const stays = name === kept ? ` and edition <> ${quoted(keep?.edition ?? '')}` : '';
          await tableOf(name).change((table) => table.delete(ofDocument(documentId) + stays));
        }
      }),

    async close() {
      for (const table of tables.values()) await table.close();
      connection.close();
    },
  };
}

function ofDocument(documentId: string, edition?: string): string {
  const document = isOneOf('document_id', [documentId]);
  return edition === undefined ? document : `${document} and edition = ${quoted(edition)}`;
}

function tableName({ owner, space }: PassageSpace): string {
  return `${storeName(owner)}.${storeName(space)}`;
}

async function tablesOf(connection: Connection, owner: string): Promise<string[]> {
  const names = await connection.tableNames();
  return names.filter((name) => name.startsWith(`${storeName(owner)}.`));
}
