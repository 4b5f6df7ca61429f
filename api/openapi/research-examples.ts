const QUERY = 'Impact of AI on software development in 2025';
const SENTENCE = 'AI tools are now mainstream in software development.';

/** A request and an answer as the API's specification shows them. */
export const RESEARCH_REQUEST_EXAMPLE = {
  query: QUERY,
  mode: 'deep',
  max_iterations: 3,
  timeout: 300,
  model: null,
  prompt_strategy: 'auto',
};

export const RESEARCH_RESULT_EXAMPLE = {
  session_id: '550e8400-e29b-41d4-a716-446655440001',
  query: QUERY,
  plan: {
    original_query: QUERY,
    steps: [
      {
        step_number: 1,
        description: 'Identify current AI tools in software development',
        search_query: 'AI tools software development 2025',
        expected_outcome: 'Overview of popular AI development tools',
        depends_on: [],
      },
    ],
    estimated_time: 45,
    complexity: 'moderate',
  },
  findings: `# ${QUERY}\n\n## In short\n\n${SENTENCE} [1]`,
  citations: [
    {
      source_id: '1',
      title: 'The State of AI in Software Development 2025',
      url: 'https://example.com/ai-software-dev',
      excerpt: SENTENCE,
      relevance: 0.98,
      source_type: 'web',
      evidence: 'page',
      published_at: '2025-06-01',
      page: null,
      read_at: '2025-11-16T10:30:05Z',
    },
  ],
  execution_time: 45.5,
  execution_steps: [
    {
      iteration: 1,
      steps: [1],
      queries: ['AI tools software development 2025'],
      pages_read: 8,
      sources_found: 6,
      coverage: [{ step_number: 1, state: 'covered', missing: '' }],
      dead_ends: [],
      judged_by: 'rules',
      tokens: 0,
      seconds: 12.3,
    },
  ],
  confidence: 0.94,
  model_used: 'google/gemini-2.0-flash-lite-001',
  trace_url: 'https://langfuse.com/trace/...',
  mode: 'deep',
  grounding_score: 1,
  hallucination_count: 0,
  claims: [{ text: SENTENCE, verdict: 'supported', source: 1, quote: SENTENCE, score: 1 }],
  contradictions: [],
  open_questions: [],
  suggested_follow_ups: [],
  ended_by: 'coverage',
  warnings: [],
  usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0, model_calls: 0 },
  created_at: '2025-11-16T10:30:00Z',
};
