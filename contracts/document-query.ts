import { z } from 'zod';
import { Claim } from './claims.js';
import { Citation, PageLabel, PromptStrategy } from './search.js';
import { Usage } from './usage.js';
import { Warning } from './warnings.js';

/** Body of POST /api/v1/documents/query. Fields it does not name are ignored. */
export const DocumentQuery = z
  .object({
    query: z
      .string()
      .min(1)
      .max(5_000)
      .meta({ description: 'The question, 1 to 5,000 characters.' }),
    document_ids: z.array(z.uuid()).max(1_000).nullable().default(null).meta({
      description: 'These documents only; null or an empty list means all.',
    }),
    collection_ids: z.array(z.uuid()).max(100).nullable().default(null).meta({
      description: 'Documents of these collections only; null or an empty list means all.',
    }),
    max_sources: z.int().min(1).max(50).default(5).meta({
      description: 'Most pages that the answer is made from.',
    }),
    timeout: z.int().min(10).max(3_600).default(120).meta({
      description: 'Seconds until the answer is due.',
    }),
    model: z.string().nullable().default(null).meta({
      description: 'A chat model by name; null takes the default.',
    }),
    prompt_strategy: PromptStrategy.default('auto'),
    stream: z.boolean().default(false).meta({ description: 'Answer as a stream of events.' }),
  })
  .meta({ id: 'DocumentQuery' });
export type DocumentQuery = z.infer<typeof DocumentQuery>;

/** What a run that queries documents is asked for. */
export interface DocumentQueryRequest extends DocumentQuery {
  readonly mode: 'documents';
}

export const DocumentSource = z
  .object({
    document_id: z.uuid(),
    filename: z.string(),
    page: z.int().min(1),
    page_label: PageLabel.nullable(),
    excerpt: z.string().meta({ description: 'Exact text of that page.' }),
    score: z.number().min(0).max(1).meta({
      description: 'How well the page answers the question, against the best of this query.',
    }),
  })
  .meta({ id: 'DocumentSource' });
export type DocumentSource = z.infer<typeof DocumentSource>;

/** Answer of POST /api/v1/documents/query: `sources[n - 1]` is cited as [n]. */
export const DocumentAnswer = z
  .object({
    session_id: z.uuid(),
    query: z.string(),
    answer: z.string(),
    sources: z.array(DocumentSource).meta({
      description: 'Best first; empty when no document says anything on the question.',
    }),
    claims: z.array(Claim),
    citation_mapping: z.array(Citation),
    confidence: z.number().min(0).max(1),
    grounding_score: z.number().min(0).max(1),
    hallucination_count: z.int().min(0),
    model_used: z.string(),
    execution_time: z.number().min(0).meta({ description: 'Seconds, measured.' }),
    trace_url: z.string().nullable(),
    warnings: z.array(Warning),
    usage: Usage,
    created_at: z.string(),
  })
  .meta({ id: 'DocumentAnswer' });
export type DocumentAnswer = z.infer<typeof DocumentAnswer>;
