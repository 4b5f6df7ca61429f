/** Requests and answers as the API's specification shows them. */
export const SEARCH_REQUEST_EXAMPLE = {
  query: 'What is Pydantic AI?',
  mode: 'balanced',
  max_sources: 20,
  timeout: 60,
  model: null,
  search_engine: 'auto',
  prompt_strategy: 'auto',
  enable_diversity: true,
  enable_recency: false,
  enable_query_aware: false,
};

export const SEARCH_RESULT_EXAMPLE = {
  session_id: '550e8400-e29b-41d4-a716-446655440000',
  query: 'What is Pydantic AI?',
  answer: 'Pydantic AI is an LLM framework that makes building AI agents simple and intuitive [1].',
  sub_queries: [{ query: 'What is Pydantic AI used for?', intent: 'definition', priority: 1 }],
  sources: [
    {
      title: 'Pydantic AI Documentation',
      url: 'https://ai.pydantic.dev/',
      snippet: 'Pydantic AI is an LLM framework...',
      relevance: 0.95,
      semantic_score: 0.92,
      final_score: 0.935,
      source_type: 'web',
      evidence: 'page',
      engine: 'searxng',
      published_at: null,
      page: null,
    },
  ],
  mode: 'balanced',
  execution_time: 3.45,
  confidence: 0.92,
  model_used: 'google/gemini-2.0-flash-lite-001',
  trace_url: 'https://langfuse.com/trace/...',
  grounding_score: 0.98,
  hallucination_count: 0,
  created_at: '2025-11-16T10:30:00Z',
  citation_mapping: [
    {
      marker: 1,
      url: 'https://ai.pydantic.dev/',
      title: 'Pydantic AI Documentation',
      quote: 'Pydantic AI is an LLM framework that makes building AI agents simple and intuitive.',
    },
  ],
  claims: [
    {
      text: 'Pydantic AI is an LLM framework that makes building AI agents simple and intuitive.',
      verdict: 'supported',
      source: 1,
      quote: 'Pydantic AI is an LLM framework that makes building AI agents simple and intuitive.',
      score: 0.98,
    },
  ],
  warnings: [],
  usage: { prompt_tokens: 1_840, completion_tokens: 212, total_tokens: 2_052, model_calls: 2 },
};

export const SESSION_EXAMPLE = {
  id: '550e8400-e29b-41d4-a716-446655440000',
  query: 'What is Pydantic AI?',
  mode: 'search',
  search_mode: 'balanced',
  status: 'completed',
  waiting_for: null,
  result: { answer: '...', sources: [] },
  error: null,
  trace_url: null,
  created_at: '2025-11-16T10:30:00Z',
  completed_at: '2025-11-16T10:33:00Z',
};

export const EVENTS_EXAMPLE = [
  'retry: 1000',
  '',
  'id: 1',
  'event: run-start',
  'data: {"at":"2025-11-16T10:30:00Z"}',
  '',
  'id: 2',
  'event: run-end',
  'data: {"status":"completed","result":{"answer":"..."},"at":"2025-11-16T10:30:03Z"}',
  '',
  '',
].join('\n');
