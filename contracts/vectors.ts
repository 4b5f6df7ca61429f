import { z } from 'zod';
import { MOST_TEXTS } from './embeddings.js';
import { scalarsOf } from './metadata.js';
import { VectorFilter } from './vector-filter.js';

/** Most characters of one document's metadata, as JSON. */
const MOST_METADATA = 32_000;
const MOST_CHARACTERS = 1_000_000;

const Text = z.string().min(1).max(MOST_CHARACTERS);
const Name = z.string().min(1).max(500);
const Model = Name.nullish().meta({
  description:
    'Name of an embedding model of GET /v1/models; that of the group, or of this instance, by default.',
});
const Metadata = z.record(z.string(), z.unknown()).check(({ value, issues }) => {
  const message = metadataFault(value);
  if (message !== undefined) issues.push({ code: 'custom', input: value, message });
});
const Shown = z.record(z.string(), z.unknown());
const Done = { success: z.literal(true), message: z.string() };

function metadataFault(metadata: Readonly<Record<string, unknown>>): string | undefined {
  const numbers = [...scalarsOf(metadata).values()].flat();
  if (numbers.some((value) => typeof value === 'number' && !Number.isFinite(value)))
    return 'numbers in metadata must be finite';
  return JSON.stringify(metadata).length > MOST_METADATA
    ? `metadata may hold at most ${MOST_METADATA} characters of JSON`
    : undefined;
}

/** Body of POST /v1/vector/embeddings. */
export const VectorEmbeddingsRequest = z
  .object({ texts: z.array(Text).min(1).max(MOST_TEXTS), model_identifier: Model })
  .meta({ id: 'VectorEmbeddingsRequest' });

export const VectorEmbeddingsReply = z
  .object({
    success: z.literal(true),
    data: z.object({
      embeddings: z.array(z.array(z.number())).meta({ description: 'Of length 1, in order.' }),
      model_used: z.string(),
      dimension: z.int(),
    }),
  })
  .meta({ id: 'VectorEmbeddingsReply' });
export type VectorEmbeddingsReply = z.infer<typeof VectorEmbeddingsReply>;

const NewDocument = z.object({
  id: Name.nullish().meta({
    description: 'The same id again in a group replaces; without one a UUID is made.',
  }),
  text_content: Text,
  metadata: Metadata.nullish(),
});

/** Body of POST /v1/vector/documents. */
export const VectorDocumentsRequest = z
  .object({
    group_id: Name,
    documents: z.array(NewDocument).min(1).max(MOST_TEXTS),
    model_identifier: Model,
  })
  .meta({ id: 'VectorDocumentsRequest' });
export type VectorDocumentsRequest = z.infer<typeof VectorDocumentsRequest>;

export const VectorDocumentsReply = z
  .object({
    ...Done,
    details: z.object({
      ids: z.array(z.string()).meta({ description: 'Of the documents, in order.' }),
      group_id: z.string(),
      model_used: z.string(),
    }),
  })
  .meta({ id: 'VectorDocumentsReply' });
export type VectorDocumentsReply = z.infer<typeof VectorDocumentsReply>;

/** Body of POST /v1/vector/search. */
export const VectorSearchRequest = z
  .object({
    query_text: Text,
    group_id: Name.nullish().meta({ description: 'All of your groups by default.' }),
    top_k: z.int().min(1).max(100).default(5),
    filter: VectorFilter.nullish(),
    model_identifier: Model,
  })
  .meta({ id: 'VectorSearchRequest' });
export type VectorSearchRequest = z.infer<typeof VectorSearchRequest>;

export const VectorSearchReply = z
  .object({
    ...Done,
    results: z.array(
      z.object({
        id: z.string(),
        text_content: z.string(),
        metadata: Shown,
        similarity: z.number().meta({ description: 'Cosine, -1 to 1; best first.' }),
        group_id: z.string(),
      }),
    ),
    model_used: z
      .string()
      .nullable()
      .meta({ description: 'Null where there was nothing to search.' }),
  })
  .meta({ id: 'VectorSearchReply' });
export type VectorSearchReply = z.infer<typeof VectorSearchReply>;

/** Body of POST /v1/vector/groups/delete. */
export const VectorGroupDeletion = z.object({ group_id: Name }).meta({ id: 'VectorGroupDeletion' });

export const VectorGroupDeleted = z
  .object({ ...Done, details: z.object({ deleted: z.int(), group_id: z.string() }) })
  .meta({ id: 'VectorGroupDeleted' });
export type VectorGroupDeleted = z.infer<typeof VectorGroupDeleted>;
