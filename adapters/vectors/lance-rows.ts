import { z } from 'zod';
import type { VectorDocument, VectorHit, VectorSpace } from '../../contracts/vector-store.js';
import { documentUuid } from './document-uuid.js';
import { factsOf } from './metadata-facts.js';
import { readMetadata } from './read-metadata.js';

/** Columns that a hit is made of. */
export const HIT_COLUMNS = ['document_id', 'group_id', 'text', 'metadata'];

const Row = z.object({
  document_id: z.string(),
  group_id: z.string(),
  text: z.string(),
  metadata: z.string(),
  _distance: z.number(),
});

/** A document as a row of its table. */
export function toRow(
  { model, dimension }: VectorSpace,
  { id, groupId, text, metadata, vector }: VectorDocument,
): Record<string, unknown> {
  return {
    id: documentUuid(groupId, id),
    document_id: id,
    group_id: groupId,
    model,
    dimension,
    text,
    metadata: JSON.stringify(metadata),
    facts: `|${factsOf(metadata).join('|')}|`,
    vector: [...vector],
  };
}

/** LanceDB's distance by dot product is 1 less the product. */
export function toHit(row: unknown): VectorHit {
  const { document_id, group_id, text, metadata, _distance } = Row.parse(row);
  return {
    id: document_id,
    groupId: group_id,
    text,
    metadata: readMetadata(metadata),
    similarity: 1 - _distance,
  };
}
