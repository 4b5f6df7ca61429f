import type { Activities } from '../../activities/index.js';
import type { EndRunInput } from '../../contracts/end-run.js';
import { NO_USAGE } from '../../contracts/no-usage.js';
import type { SearchRequest } from '../../contracts/search.js';
import type { SearchInput } from '../../contracts/workflow-inputs.js';

const USAGE = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15, model_calls: 1 };

/** Activities of a search in which every step works; `ended` collects how runs were settled. */
export function searchActivities(
  ended: EndRunInput[],
  changes: Partial<Activities> = {},
): Partial<Activities> {
  return {
    beginRun: async () => true,
    chooseModels: async () => ({ chat: null, embedding: null, warnings: [] }),
    planByRules: async ({ query }) => ({
      sub_queries: [{ query, intent: 'original', priority: 1 }],
      language: 'en',
      time_range: null,
      planned_by: 'rules',
    }),
    searchWeb: async ({ subQuery }) => ({
      subQuery,
      key: `hits of ${subQuery.query}`,
      count: 2,
      looked: true,
      warnings: [],
    }),
    checkDocuments: async () => [],
    searchDocuments: async ({ subQuery }) => ({
      subQuery,
      key: `pages for ${subQuery.query}`,
      count: 1,
      looked: false,
      warnings: [],
    }),
    mergeFound: async () => ({ key: 'merged', urls: ['https://a.example/', 'https://b.example/'] }),
    readSource: async ({ url }) => ({ url, pageKey: `page of ${url}`, warning: null }),
    planHop: async () => [],
    rankEvidence: async () => ({ packKey: 'pack', sources: 2, warnings: [] }),
    keepSearch: async () => {},
    extractAnswer: async () => ({
      answerKey: 'extract',
      modelUsed: 'none (extractive)',
      usage: NO_USAGE,
      warnings: [],
    }),
    writeAnswer: async ({ model }) => ({
      answerKey: 'written',
      modelUsed: model,
      usage: USAGE,
      warnings: [],
    }),
    checkAnswer: async ({ answerKey }) => ({
      checkKey: `check of ${answerKey}`,
      claims: 2,
      failed: 0,
      warnings: [],
    }),
    answerAtOnce: async ({ runId, search }) =>
      void ended.push({ runId, status: 'completed', search }),
    endRun: async (input) => void ended.push(input),
    ...changes,
  };
}

const REQUEST: SearchRequest = {
  query: 'How deep is the lake?',
  mode: 'balanced',
  max_sources: null,
  timeout: null,
  model: null,
  search_engine: 'auto',
  prompt_strategy: 'auto',
  sources: ['web'],
  collection_ids: [],
  document_ids: [],
  enable_diversity: true,
  enable_recency: false,
  enable_query_aware: false,
  stream: false,
};

export function searchInput(changes: Partial<SearchRequest> = {}): SearchInput {
  return {
    runId: '00000000-0000-4000-8000-000000000001',
    request: { ...REQUEST, ...changes },
    createdAt: '2026-01-02T03:04:05Z',
    traceUrl: null,
  };
}
