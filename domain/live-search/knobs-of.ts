import type { DeepSearchApiRequest } from '../../contracts/live-search.js';

/** The knobs of a live search, without its question and without what is no matter of the caller. */
export function knobsOf(request: DeepSearchApiRequest): Omit<DeepSearchApiRequest, 'query'> {
  return {
    reasoningModelName: request.reasoningModelName,
    synthesisModelName: request.synthesisModelName,
    search_providers: request.search_providers,
    max_distinct_search_queries: request.max_distinct_search_queries,
    max_results_per_provider_query: request.max_results_per_provider_query,
    max_url_exploration_depth: request.max_url_exploration_depth,
    max_hops: request.max_hops,
    max_total_urls_per_task: request.max_total_urls_per_task,
    chunk_size_words: request.chunk_size_words,
    chunk_overlap_words: request.chunk_overlap_words,
    top_k_retrieval_per_hop: request.top_k_retrieval_per_hop,
  };
}
