import { z } from 'zod';
import type { NewPassage, PassageHit } from '../../contracts/passage-index.js';
import { joinCollections } from './lance-filter.js';

/** Columns that a hit is made of. */
export const HIT_COLUMNS = [
  'id',
  'document_id',
  'edition',
  'page',
  'position',
  'from_char',
  'to_char',
  'text',
  'context',
];

const Row = z
  .object({
    id: z.string(),
    document_id: z.string(),
    edition: z.string(),
    page: z.number(),
    position: z.number(),
    from_char: z.number(),
    to_char: z.number(),
    text: z.string(),
    context: z.string(),
  })
  .transform((row) => ({
    id: row.id,
    documentId: row.document_id,
    edition: row.edition,
    page: row.page,
    index: row.position,
    start: row.from_char,
    end: row.to_char,
    text: row.text,
    context: row.context,
  }));

const KeywordRow = z.object({ _score: z.number() });
const VectorRow = z.object({ _distance: z.number() });
const Vector = z.object({ vector: z.custom<Iterable<number>>(isIterable) });

/** A passage as a row of its table. */
export function toRow(passage: NewPassage): Record<string, unknown> {
  return {
    id: passage.id,
    document_id: passage.documentId,
    edition: passage.edition,
    collections: joinCollections(passage.collectionIds),
    page: passage.page,
    position: passage.index,
    from_char: passage.start,
    to_char: passage.end,
    text: passage.text,
    context: passage.context,
    terms: passage.terms.join(' '),
    ...(passage.vector === null ? {} : { vector: passage.vector }),
  };
}

export function toKeywordHit(row: unknown, vector: readonly number[] | undefined): PassageHit {
  const similarity = vector === undefined ? null : dot(Vector.parse(row).vector, vector);
  return { ...Row.parse(row), score: KeywordRow.parse(row)._score, similarity };
}

/** LanceDB's distance by dot product is 1 less the product. */
export function toVectorHit(row: unknown): PassageHit {
  const similarity = 1 - VectorRow.parse(row)._distance;
  return { ...Row.parse(row), score: similarity, similarity };
}

function dot(left: Iterable<number>, right: readonly number[]): number {
  let sum = 0;
  let at = 0;
  for (const value of left) {
    sum += value * (right[at] ?? 0);
    at += 1;
  }
  return sum;
}

function isIterable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}
