import { z } from 'zod';
import { RUN_STATUSES } from './runs.js';

/** How far a re-embedding is. */
export const ReembeddingProgress = z.object({
  space: z.string().meta({ description: 'Model and dimension that documents are moved to.' }),
  total: z.int().min(0).meta({ description: 'Documents that were served from another space.' }),
  done: z.int().min(0),
  failed: z.array(z.object({ document_id: z.uuid(), filename: z.string(), message: z.string() })),
});
export type ReembeddingProgress = z.infer<typeof ReembeddingProgress>;

/** Answer of GET and POST /api/admin/reembedding: the last re-embedding, or the one under way. */
export const Reembedding = z
  .object({
    status: z.enum(['none', ...RUN_STATUSES]).meta({
      description: '`none` when documents were never re-embedded.',
    }),
    session_id: z.uuid().nullable().meta({
      description: 'The run: its events and its end can be followed, and it can be cancelled.',
    }),
    progress: ReembeddingProgress.nullable(),
    error: z.object({ error: z.string(), message: z.string() }).nullable(),
    created_at: z.string().nullable(),
    completed_at: z.string().nullable(),
  })
  .meta({ id: 'Reembedding' });
export type Reembedding = z.infer<typeof Reembedding>;
