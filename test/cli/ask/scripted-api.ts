import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { serve } from '../../helpers/serve.js';

export const SESSION = '550e8400-e29b-41d4-a716-446655440000';

export const RESULT = {
  session_id: SESSION,
  query: 'How far is the Moon?',
  answer: 'It is 384,400 km away [1]. It is made of cheese [unverified].',
  sub_queries: [],
  sources: [
    {
      title: 'Moon',
      url: 'https://moon.example/',
      snippet: 'The Moon is 384,400 km away.',
      relevance: 0.9,
      semantic_score: 0.8,
      final_score: 0.85,
      source_type: 'web',
      evidence: 'page',
      engine: 'searxng',
      published_at: null,
      page: null,
    },
  ],
  mode: 'balanced',
  execution_time: 1.25,
  confidence: 0.72,
  model_used: 'none (extractive)',
  trace_url: null,
  grounding_score: 0.5,
  hallucination_count: 1,
  created_at: '2025-11-16T10:30:00Z',
  citation_mapping: [],
  claims: [
    {
      text: 'It is 384,400 km away.',
      verdict: 'supported',
      source: 1,
      quote: 'The Moon is 384,400 km away.',
      score: 0.9,
    },
    { text: 'It is made of cheese.', verdict: 'unsupported', source: null, quote: null, score: 0 },
  ],
  warnings: [{ code: 'engine-failed', message: 'serper answered 429.', subject: 'serper' }],
  usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0, model_calls: 0 },
};

export type Answer = (response: ServerResponse, request: IncomingMessage, body: string) => void;

export interface ScriptedApi {
  readonly url: string;
  /** Method, path and last seen event of each request but health checks. */
  readonly requests: readonly string[];
  readonly bodies: readonly unknown[];
}

/** An API that answers the runs, resumptions and controls it gets one after the other as told. */
export async function scriptedApi(script: {
  readonly search?: readonly Answer[];
  readonly research?: readonly Answer[];
  readonly plan?: readonly Answer[];
  readonly report?: Answer;
  readonly events?: readonly Answer[];
  readonly cancel?: Answer;
}): Promise<ScriptedApi> {
  const requests: string[] = [];
  const bodies: unknown[] = [];
  const searches = [...(script.search ?? []), ...(script.research ?? [])];
  const decisions = [...(script.plan ?? [])];
  const resumptions = [...(script.events ?? [])];
  const url = await serve(async (request, response) => {
    if (request.url === '/api/v1/health') return health(response);
    const body = await text(request);
    if (body !== '') bodies.push(JSON.parse(body));
    requests.push([request.method, request.url, request.headers['last-event-id']].join(' ').trim());
    if (request.url?.endsWith('/plan')) return decisions.shift()?.(response, request, body);
    if (request.url?.includes('/report?')) return script.report?.(response, request, body);
    if (/^\/api\/v1\/(re)?search$/.test(request.url ?? ''))
      return searches.shift()?.(response, request, body);
    if (request.url?.endsWith('/events')) return resumptions.shift()?.(response, request, body);
    if (request.url?.endsWith('/cancel')) return script.cancel?.(response, request, body);
    response.writeHead(404).end();
  });
  return { url, requests, bodies };
}

/** A reply that is no stream. */
export function refuse(status: number, body: unknown): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
}

/** Streams the chunks one after the other and ends, breaks off or stays open. */
export function stream(
  chunks: readonly (string | Buffer)[],
  then: 'end' | 'break' | 'stay',
): Answer {
  return async (response) => {
    openStream(response);
    for (const chunk of chunks) {
      response.write(chunk);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    if (then === 'end') response.end();
    if (then === 'break') response.destroy();
  };
}

export function openStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'session-id': SESSION });
  response.flushHeaders();
}

/** One event as the API writes it. */
export function sse(seq: number, type: string, data: object = {}): string {
  const body = JSON.stringify({ ...data, at: '2025-11-16T10:30:00.000Z' });
  return `id: ${seq}\nevent: ${type}\ndata: ${body}\n\n`;
}

function health(response: ServerResponse): void {
  const reply = {
    status: 'healthy',
    service: 'research-service',
    version: '0.2.0',
    environment: 'test',
  };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
}
