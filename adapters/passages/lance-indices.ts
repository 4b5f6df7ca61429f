import type { Table } from '@lancedb/lancedb';
import { Index } from './lance-library.js';

/** How many times larger a table may grow before its vectors are partitioned anew. */
const GROWTH = 5;
export const PARTITIONS = 16;
const VECTOR_INDEX = /^vector_(\d+)$/;

interface VectorIndexing {
  readonly dimension: number;
  /** Fewer rows are compared one by one. */
  readonly fromRows: number;
}

/** Makes the indices that every table has and that are missing: a process may have died before it made them. */
export async function ensureIndices(table: Table): Promise<void> {
  const known = new Set((await table.listIndices()).flatMap(({ columns }) => columns));
  if (!known.has('id')) await table.createIndex('id', { config: Index.btree() });
  if (!known.has('document_id')) await table.createIndex('document_id', { config: Index.btree() });
  if (!known.has('terms')) await table.createIndex('terms', { config: termsIndex() });
}

/** Terms come ready to be compared: the index only parts them at the blanks. */
function termsIndex(): Index {
  return Index.fts({
    baseTokenizer: 'whitespace',
    withPosition: false,
    lowercase: false,
    stem: false,
    removeStopWords: false,
    asciiFolding: false,
  });
}

/**
 * Indexes the vectors of a table that has grown large. One bit for each dimension narrows the candidates down, exact
 * vectors decide: it finds what comparing with all finds, is made in a second for 50,000 rows where a graph takes half a
 * minute, and takes in new rows at next to no cost. The name says for how many rows it was made.
 */
export async function ensureVectorIndex(
  table: Table,
  { dimension, fromRows }: VectorIndexing,
): Promise<void> {
  const rows = await table.countRows();
  if (rows < fromRows) return;
  const made = (await table.listIndices()).flatMap(({ name }) => {
    const of = VECTOR_INDEX.exec(name)?.[1];
    return of === undefined ? [] : [{ name, rows: Number(of) }];
  });
  if (!made.some((index) => rows < GROWTH * index.rows)) {
    const name = `vector_${rows}`;
    await table.createIndex('vector', { name, config: vectorIndex(dimension) });
    made.push({ name, rows });
  }
  const newest = Math.max(...made.map((index) => index.rows));
  for (const { name } of made.filter((index) => index.rows < newest)) await table.dropIndex(name);
}

/** Bits fill whole bytes. */
function vectorIndex(dimension: number): Index {
  const options = { distanceType: 'dot', numPartitions: PARTITIONS } as const;
  return dimension % 8 === 0 ? Index.ivfRq({ ...options, numBits: 1 }) : Index.ivfFlat(options);
}
