import { z } from 'zod';
import type { VectorDocument, VectorHit, VectorSpace } from '../../contracts/vector-store.js';
import { exact, kept } from '../passages/weaviate-schema.js';
import { documentUuid } from './document-uuid.js';
import { factsOf, hashed } from './metadata-facts.js';
import { readMetadata } from './read-metadata.js';

/** Name of the vector of a document. */
export const VECTOR = 'document';

/** The server trims what it compares, so groups are told apart by a hash of their name. */
export const DOCUMENT_PROPERTIES = [
  exact('group'),
  { ...exact('facts'), dataType: 'text[]' },
  kept('documentId'),
  kept('groupId'),
  kept('model'),
  { name: 'dimension', dataType: 'int', indexFilterable: false },
  kept('text'),
  kept('metadata'),
] as const;

const Found = z.object({
  properties: z.object({
    documentId: z.string(),
    groupId: z.string(),
    text: z.string(),
    metadata: z.string(),
  }),
  metadata: z.object({ distance: z.number() }),
});

/** A document as the server keeps it. */
export function toObject(
  { model, dimension }: VectorSpace,
  { id, groupId, text, metadata, vector }: VectorDocument,
) {
  return {
    id: documentUuid(groupId, id),
    properties: {
      group: hashed(groupId),
      facts: factsOf(metadata),
      documentId: id,
      groupId,
      model,
      dimension,
      text,
      metadata: JSON.stringify(metadata),
    },
    vectors: { [VECTOR]: [...vector] },
  };
}

/** The server's distance is 1 less the cosine. */
export function toHit(found: unknown): VectorHit {
  const { properties, metadata } = Found.parse(found);
  const { documentId, groupId, text } = properties;
  return {
    id: documentId,
    groupId,
    text,
    metadata: readMetadata(properties.metadata),
    similarity: 1 - metadata.distance,
  };
}
