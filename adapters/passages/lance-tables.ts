import type { Table } from '@lancedb/lancedb';
import { callLance } from './lance-failure.js';
import { connect } from './lance-library.js';
import { createLanceTable, type LanceTable } from './lance-table.js';
import { storeName } from './store-name.js';

export interface LanceOptions {
  /** Up to so many rows comparing with every vector takes a few milliseconds, and is exact. */
  readonly indexVectorsFrom?: number;
  /** Hears why a table could not be tidied; what was written is safe, and the next write tries again. */
  readonly onUntidy?: (error: unknown) => void;
}

interface TablesOptions extends LanceOptions {
  ensureIndices(table: Table): Promise<void>;
}

/** The tables of a folder that this process alone writes: one for each owner and space of vectors. */
export interface LanceTables {
  of(owner: string, space: string): LanceTable;
  /** All that the owner has. */
  ofOwner(owner: string): Promise<readonly { readonly name: string; readonly table: LanceTable }[]>;
  close(): Promise<void>;
}

/** The name of an owner's table of a space. */
export function lanceTableName(owner: string, space: string): string {
  return `${storeName(owner)}.${storeName(space)}`;
}

export async function openLanceTables(
  folder: string,
  { ensureIndices, indexVectorsFrom = 4_096, onUntidy = () => {} }: TablesOptions,
): Promise<LanceTables> {
  const connection = await callLance(() => connect(folder));
  const tables = new Map<string, LanceTable>();

  function named(name: string): LanceTable {
    const options = { connection, name, ensureIndices, indexVectorsFrom, onUntidy };
    const table = tables.get(name) ?? createLanceTable(options);
    tables.set(name, table);
    return table;
  }

  return {
    of: (owner, space) => named(lanceTableName(owner, space)),
    async ofOwner(owner) {
      const names = await connection.tableNames();
      const own = names.filter((name) => name.startsWith(`${storeName(owner)}.`));
      return own.map((name) => ({ name, table: named(name) }));
    },
    async close() {
      for (const table of tables.values()) await table.close();
      connection.close();
    },
  };
}
