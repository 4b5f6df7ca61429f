import type { Connection, Table } from '@lancedb/lancedb';

export interface TablePlace {
  readonly connection: Connection;
  readonly name: string;
  /** Makes the indices that the table lacks. */
  ensureIndices(table: Table): Promise<void>;
}

/** Opens a table with its indices; undefined when there is none. */
export async function openLanceTable({
  connection,
  name,
  ensureIndices,
}: TablePlace): Promise<Table | undefined> {
  if (!(await connection.tableNames()).includes(name)) return undefined;
  try {
    const table = await connection.openTable(name);
    await ensureIndices(table);
    return table;
  } catch (error) {
    if (wasNeverMade(error)) return undefined;
    throw error;
  }
}

/** Makes a table of its first rows, in place of one that was never made whole. */
export async function makeLanceTable(
  { connection, name, ensureIndices }: TablePlace,
  rows: Record<string, unknown>[],
): Promise<Table> {
  if ((await connection.tableNames()).includes(name)) await connection.dropTable(name);
  const table = await connection.createTable(name, rows);
  await ensureIndices(table);
  return table;
}

/** The process that was making the table died before its first version: nothing in it was ever readable. */
function wasNeverMade(error: unknown): boolean {
  return error instanceof Error && /not found: \S*\/_versions\b/i.test(error.message);
}
