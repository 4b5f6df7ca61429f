import type { Table } from '@lancedb/lancedb';
import { ensureVectorIndex } from './lance-indices.js';
import { makeLanceTable, openLanceTable, type TablePlace } from './open-lance-table.js';
import { createTurns } from './turns.js';

/** Each write leaves a version and small files behind: after so many they are put together. */
const WRITES_UNTIL_TIDY = 24;
/** So soon after the last write a table is tidied even if there were few. */
const IDLE_MS = 3_000;
/** Queries under way read the version that they began with. */
const OLD_VERSION_MS = 60_000;

type Rows = Record<string, unknown>[];

/** One table: reads at any time, writes one after the other. It is made by its first rows. */
export interface LanceTable {
  /** Undefined while nothing was written. */
  current(): Promise<Table | undefined>;
  upsert(rows: Rows): Promise<void>;
  /** Changes what is there. A table that is left empty is dropped. */
  change(work: (table: Table) => Promise<unknown>): Promise<void>;
  close(): Promise<void>;
}

interface TableOptions extends TablePlace {
  readonly indexVectorsFrom: number;
  readonly onUntidy: (error: unknown) => void;
}

export function createLanceTable(options: TableOptions): LanceTable {
  const { connection, name, indexVectorsFrom, onUntidy } = options;
  const inTurn = createTurns();
  let opened: Promise<Table | undefined> | undefined;
  let idle: NodeJS.Timeout | undefined;
  let untidy = 0;

  function current(): Promise<Table | undefined> {
    return opened ?? keep(openLanceTable(options));
  }

  /** Reads wait for a table that is being made; what failed is tried anew the next time. */
  function keep(opening: Promise<Table | undefined>): Promise<Table | undefined> {
    opened = opening;
    opening.catch(() => {
      if (opened === opening) opened = undefined;
    });
    return opening;
  }

  async function drop(): Promise<void> {
    await connection.dropTable(name);
    opened = Promise.resolve(undefined);
    untidy = 0;
  }

  async function tidy(): Promise<void> {
    const table = await current();
    if (table === undefined || untidy === 0) return;
    await table.optimize({ cleanupOlderThan: new Date(Date.now() - OLD_VERSION_MS) });
    const vector = (await table.schema()).fields.find((field) => field.name === 'vector');
    if (vector !== undefined) {
      const dimension = sizeOf(vector.type);
      await ensureVectorIndex(table, { dimension, fromRows: indexVectorsFrom });
    }
    untidy = 0;
  }

  async function written(): Promise<void> {
    untidy += 1;
    clearTimeout(idle);
    if (untidy >= WRITES_UNTIL_TIDY) await tidy().catch(onUntidy);
    else idle = setTimeout(() => void inTurn(tidy).catch(onUntidy), IDLE_MS).unref();
  }

  return {
    current,

    upsert: (rows) =>
      inTurn(async () => {
        const table = await current();
        if (table === undefined) await keep(makeLanceTable(options, rows));
        else await mergeRows(table, rows);
        await written();
      }),

    change: (work) =>
      inTurn(async () => {
        const table = await current();
        if (table === undefined) return;
        await work(table);
        if ((await table.countRows()) === 0) await drop();
        else await written();
      }),

    async close() {
      clearTimeout(idle);
      await inTurn(tidy).catch(onUntidy);
    },
  };
}

async function mergeRows(table: Table, rows: Rows): Promise<void> {
  await table.mergeInsert('id').whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(rows);
}

function sizeOf(type: object): number {
  return 'listSize' in type && typeof type.listSize === 'number' ? type.listSize : 0;
}
