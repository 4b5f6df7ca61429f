import type { LiveSearchRequest } from '../../contracts/live-search.js';
import { LIVE_SEARCH_SECONDS } from '../../contracts/live-search-seconds.js';
import type { ResearchRequest } from '../../contracts/research.js';

/** A live search in the words of research: what its knobs say of the whole run. */
export function asResearch(request: LiveSearchRequest): ResearchRequest {
  return {
    query: request.query,
    mode: request.mode,
    max_iterations: request.max_hops,
    timeout: LIVE_SEARCH_SECONDS,
    model: request.reasoningModelName,
    prompt_strategy: 'auto',
    search_engine: 'auto',
    sources: ['web'],
    collection_ids: [],
    document_ids: [],
    allowed_domains: [],
    blocked_domains: [],
    time_range: null,
    language: null,
    require_approval: false,
    approval_timeout: 86_400,
    approval_default: 'approve',
    budget: {
      seconds: null,
      tokens: null,
      pages: request.max_total_urls_per_task,
      searches: request.max_distinct_search_queries,
    },
    follow_up_of: null,
    stream: true,
  };
}
