import type { LiveSearchRequest } from '../../contracts/live-search.js';
import type { RoundBudget } from '../research/research-budget.js';

/** Most queries and pages of one hop: what is side by side has to be polite to the sites. */
const QUERIES = 8;
const PAGES = 30;
const STEPS = 8;
const SOURCES = 40;

/**
 * What a hop of a live search may take. Half of the queries, or more, are left for what the first hop brings up,
 * unless there is to be no other.
 */
export function liveBudget(request: LiveSearchRequest): RoundBudget {
  const queries = request.max_distinct_search_queries;
  const share = Math.max(2, Math.ceil((2 * queries) / (request.max_hops + 1)));
  return {
    queriesPerRound: Math.min(queries, QUERIES, share),
    hitsPerQuery: request.max_results_per_provider_query,
    pagesPerRound: Math.min(request.max_total_urls_per_task, PAGES),
    maxSteps: STEPS,
    maxSources: SOURCES,
    providers: request.search_providers,
    linkDepth: request.max_url_exploration_depth,
    passages: request.top_k_retrieval_per_hop,
    chunking: { words: request.chunk_size_words, overlap: request.chunk_overlap_words },
  };
}
