import { z } from 'zod';
import type { NewPassage, PassageHit } from '../../contracts/passage-index.js';
import { VECTOR } from './weaviate-schema.js';

const Properties = z.object({
  documentId: z.string(),
  edition: z.string(),
  page: z.number(),
  position: z.number(),
  fromChar: z.number(),
  toChar: z.number(),
  text: z.string(),
  context: z.string().default(''),
});

const Found = z.object({
  uuid: z.string(),
  properties: Properties,
  metadata: z.object({ score: z.number().optional(), distance: z.number().optional() }).optional(),
  vectors: z.record(z.string(), z.array(z.number())).optional(),
});

/** A passage as the server keeps it. */
export function toObject(passage: NewPassage) {
  return {
    id: passage.id,
    properties: {
      documentId: passage.documentId,
      edition: passage.edition,
      collections: [...passage.collectionIds],
      page: passage.page,
      position: passage.index,
      fromChar: passage.start,
      toChar: passage.end,
      text: passage.text,
      context: passage.context,
      terms: passage.terms.join(' '),
    },
    ...(passage.vector === null ? {} : { vectors: { [VECTOR]: [...passage.vector] } }),
  };
}

/** A found object as a hit; compared with the query's vector where both have one. */
export function toHit(found: unknown, vector?: readonly number[]): PassageHit {
  const { uuid, properties, metadata, vectors } = Found.parse(found);
  const own = vectors?.[VECTOR];
  const similarity =
    metadata?.distance === undefined ? cosineOf(own, vector) : 1 - metadata.distance;
  return {
    id: uuid,
    documentId: properties.documentId,
    edition: properties.edition,
    page: properties.page,
    index: properties.position,
    start: properties.fromChar,
    end: properties.toChar,
    text: properties.text,
    context: properties.context,
    score: metadata?.score ?? similarity ?? 0,
    similarity,
  };
}

/** Of unit vectors. */
function cosineOf(
  left: readonly number[] | undefined,
  right: readonly number[] | undefined,
): number | null {
  if (left === undefined || right === undefined) return null;
  return left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);
}
