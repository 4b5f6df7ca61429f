/** What the documented endpoints of batches take and give. */
export const BATCH_REQUEST_EXAMPLE = {
  questions: ['How deep is Lake Baikal?', { query: 'Who discovered Uranus?', mode: 'deep' }],
  defaults: { kind: 'search', mode: 'speed' },
  window: 4,
  skip_invalid: false,
};

/** The same as files. */
export const BATCH_LINES_EXAMPLE =
  '"How deep is Lake Baikal?"\n{"query": "Who discovered Uranus?", "mode": "deep"}\n';
export const BATCH_TABLE_EXAMPLE =
  'query,mode\n"How deep is Lake Baikal?",speed\n"Who discovered Uranus?",deep\n';

const COUNTS = {
  waiting: 1,
  running: 1,
  completed: 0,
  failed: 0,
  timed_out: 0,
  cancelled: 0,
  invalid: 0,
};

export const BATCH_EXAMPLE = {
  id: '6fa459ea-ee8a-4ca4-894e-db77e160355e',
  name: null,
  status: 'running',
  window: 4,
  total: 2,
  counts: COUNTS,
  error: null,
  trace_url: null,
  created_at: '2025-11-16T10:30:00Z',
  started_at: '2025-11-16T10:30:00Z',
  ended_at: null,
};

export const RESULTS_EXAMPLE = `${JSON.stringify({
  position: 1,
  line: 1,
  kind: 'search',
  query: 'How deep is Lake Baikal?',
  status: 'completed',
  session_id: '550e8400-e29b-41d4-a716-446655440000',
  error: null,
  ended_at: '2025-11-16T10:30:03Z',
  result: { answer: '...' },
})}\n`;

export const BATCH_EVENTS_EXAMPLE = [
  'retry: 1000',
  '',
  'id: 7',
  'event: item-end',
  'data: {"position":1,"status":"completed","session_id":"550e8400-e29b-41d4-a716-446655440000"}',
  '',
  'id: 8',
  'event: batch-end',
  `data: ${JSON.stringify({ status: 'completed', total: 1, counts: { ...COUNTS, waiting: 0, running: 0, completed: 1 } })}`,
  '',
  '',
].join('\n');
