import { z } from 'zod';
import { ResearchResult } from './research.js';
import type { SearchMode } from './search.js';

const Model = z.string().trim().min(1).max(500);

/** Body of POST /v1/live-search. Fields it does not name are ignored. */
export const DeepSearchApiRequest = z
  .object({
    query: z.string().min(1).max(5_000).meta({ description: 'The research question.' }),
    reasoningModelName: Model.meta({
      description: 'Plans and judges: an id of /v1/models, or `local` for the active model.',
    }),
    synthesisModelName: Model.meta({
      description: 'Writes the report: an id of /v1/models, or `local` for the active model.',
    }),
    search_providers: z.array(z.string().trim().min(1).max(100)).max(20).default([]).meta({
      description: 'Where to look: each is asked every query. Empty means the configured order.',
    }),
    max_distinct_search_queries: z.int().min(1).max(30).default(7).meta({
      description: 'Most different queries of the whole run.',
    }),
    max_results_per_provider_query: z.int().min(1).max(10).default(5),
    max_url_exploration_depth: z.int().min(0).max(5).default(1).meta({
      description: 'How many links away from a page that was found others are read.',
    }),
    max_hops: z.int().min(1).max(20).default(6).meta({
      description: 'Most rounds of searching, reading and finding the gaps.',
    }),
    max_total_urls_per_task: z.int().min(1).max(200).default(100).meta({
      description: 'Most pages fetched in the run.',
    }),
    chunk_size_words: z.int().min(50).max(2_000).default(500),
    chunk_overlap_words: z.int().min(0).max(500).default(100).meta({
      description: 'Less than `chunk_size_words`.',
    }),
    top_k_retrieval_per_hop: z.int().min(1).max(100).default(30).meta({
      description: 'Most passages kept from each hop.',
    }),
  })
  .refine(({ chunk_size_words: size, chunk_overlap_words: overlap }) => overlap < size, {
    path: ['chunk_overlap_words'],
    message: 'chunk_overlap_words must be less than chunk_size_words',
  })
  .meta({ id: 'DeepSearchApiRequest' });
export type DeepSearchApiRequest = z.infer<typeof DeepSearchApiRequest>;

/** What a live search is asked for, its models by their own names. */
export interface LiveSearchRequest extends DeepSearchApiRequest {
  readonly mode: SearchMode;
  /** The model that the run is listed under. */
  readonly model: string;
  readonly stream: boolean;
  /** The key that its use counts towards; null for none. */
  readonly keyId: string | null;
}

const ModelTokens = z.object({
  model_id: z.string(),
  model_name: z.string(),
  prompt_tokens: z.int().min(0),
  completion_tokens: z.int().min(0),
  total_tokens: z.int().min(0),
});

const LiveSource = z.object({
  url: z.string(),
  title: z.string(),
  citation_marker: z.string().meta({ description: 'As it stands in the report: [1].' }),
  trust_score: z.number().min(0).max(1),
  provider_name: z.string().meta({
    description: 'Who named the page: a search provider, or `link` for a page that links to it.',
  }),
  retrieved_at: z.string().meta({ description: 'ISO 8601 UTC.' }),
});
export type LiveSource = z.infer<typeof LiveSource>;

/** Data of the event `complete`: every figure is counted or measured in the run. */
export const LiveSearchFigures = z
  .object({
    message: z.string(),
    detailed_token_usage: z.array(ModelTokens),
    report_sources: z.array(LiveSource),
    total_hops_executed: z.int().min(0),
    final_reasoning_steps_coverage: z.record(z.string(), z.boolean()),
    count_total_urls_scraped: z.int().min(0),
    count_total_chunks_indexed: z.int().min(0),
    stat_total_web_queries_executed: z.int().min(0),
    stat_duration_display: z.string(),
    suggested_follow_ups: z.array(z.string()),
    parameters: z.record(z.string(), z.unknown()).meta({
      description: 'The knobs that the run was held to, as asked for or by default.',
    }),
  })
  .meta({ id: 'LiveSearchFigures' });
export type LiveSearchFigures = z.infer<typeof LiveSearchFigures>;

/** Result of a live search: that of research, and the figures of its last event. */
export const LiveSearchResult = ResearchResult.extend({ live: LiveSearchFigures }).meta({
  id: 'LiveSearchResult',
});
export type LiveSearchResult = z.infer<typeof LiveSearchResult>;
