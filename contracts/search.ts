import { z } from 'zod';
import { Claim } from './claims.js';
import { SourceChoice } from './source-scope.js';
import { Usage } from './usage.js';
import { Warning } from './warnings.js';

export const SearchMode = z.enum(['speed', 'balanced', 'deep']).meta({ id: 'SearchMode' });
export type SearchMode = z.infer<typeof SearchMode>;

export const EngineChoice = z
  .enum(['searxng', 'serperdev', 'perplexity', 'auto'])
  .meta({ id: 'EngineChoice' });
export type EngineChoice = z.infer<typeof EngineChoice>;

export const PromptStrategy = z.enum(['static', 'dynamic', 'auto']).meta({ id: 'PromptStrategy' });
export type PromptStrategy = z.infer<typeof PromptStrategy>;

/** Body of POST /api/v1/search. Fields it does not name are ignored. */
export const SearchRequest = z
  .object({
    query: z
      .string()
      .min(1)
      .max(5_000)
      .meta({ description: 'The question, 1 to 5,000 characters.' }),
    mode: SearchMode.default('balanced'),
    max_sources: z.int().min(5).max(50).nullable().default(null).meta({
      description: 'Most sources in the answer; null takes the default of the mode.',
    }),
    timeout: z.int().min(10).max(300).nullable().default(null).meta({
      description: 'Seconds until an answer is due; null takes the default of the mode.',
    }),
    model: z
      .string()
      .nullable()
      .default(null)
      .meta({ description: 'A chat model by name; null takes the default.' }),
    search_engine: EngineChoice.default('auto'),
    prompt_strategy: PromptStrategy.default('auto'),
    ...SourceChoice.shape,
    enable_diversity: z.boolean().default(true),
    enable_recency: z.boolean().default(false),
    enable_query_aware: z.boolean().default(false),
    stream: z.boolean().default(false).meta({ description: 'Answer as a stream of events.' }),
  })
  .meta({ id: 'SearchRequest' });
export type SearchRequest = z.infer<typeof SearchRequest>;

export const SubQuery = z
  .object({
    query: z.string(),
    intent: z
      .string()
      .meta({ description: 'What the sub-query is after: definition, comparison, hop, …' }),
    priority: z.int().min(1).meta({ description: '1 is the most important.' }),
    only: z.literal('documents').optional().meta({
      description: 'Asked of the own documents alone: it names what stands in them.',
    }),
  })
  .meta({ id: 'SubQuery' });
export type SubQuery = z.infer<typeof SubQuery>;

export const PageLabel = z.string().meta({
  description:
    'What a reader knows the place by: the printed label of the page, the sheet with its cells (Sales!A2:F40), the number and title of the slide, the chapter or heading; null where the number of the page is all there is.',
});

export const Source = z
  .object({
    title: z.string(),
    url: z.string(),
    snippet: z.string(),
    relevance: z.number().min(0).max(1),
    semantic_score: z.number().min(0).max(1),
    final_score: z.number().min(0).max(1),
    source_type: z.enum(['web', 'document', 'handbook']),
    evidence: z.enum(['page', 'snippet']).meta({
      description: 'What was read: the page itself, or only the snippet a search engine gave.',
    }),
    engine: z.string(),
    published_at: z.string().nullable(),
    read_at: z.string().optional().meta({
      description:
        'When the page was read: earlier than this run for one that was read before; absent for a snippet.',
    }),
    page: z.int().min(1).nullable().meta({ description: 'Page of a paged document, from 1.' }),
    page_label: PageLabel.optional(),
    document_id: z.uuid().optional().meta({ description: 'The document, for one of your own.' }),
    filename: z.string().optional().meta({ description: 'Its name, for one of your own.' }),
    excerpt: z.string().optional().meta({
      description: 'Exact text of that page, for one of your own documents.',
    }),
  })
  .meta({ id: 'Source' });
export type Source = z.infer<typeof Source>;

export const Citation = z
  .object({ marker: z.int().min(1), url: z.string(), title: z.string(), quote: z.string() })
  .meta({ id: 'Citation' });
export type Citation = z.infer<typeof Citation>;

/** Answer of POST /api/v1/search and /api/v1/search/perplexity. */
export const SearchResult = z
  .object({
    session_id: z.uuid(),
    query: z.string(),
    answer: z.string(),
    sub_queries: z.array(SubQuery),
    sources: z.array(Source),
    mode: z.string(),
    execution_time: z.number().min(0).meta({ description: 'Seconds, measured.' }),
    confidence: z.number().min(0).max(1),
    model_used: z.string(),
    trace_url: z.string().nullable(),
    grounding_score: z.number().min(0).max(1),
    hallucination_count: z.int().min(0),
    created_at: z.string(),
    citation_mapping: z.array(Citation).meta({
      description: 'For each [n] of the answer, the source and the passage it rests on.',
    }),
    claims: z.array(Claim),
    warnings: z.array(Warning),
    usage: Usage,
  })
  .meta({ id: 'SearchResult' });
export type SearchResult = z.infer<typeof SearchResult>;
