import { text } from 'node:stream/consumers';
import { serve } from '../../helpers/serve.js';
import { type Answer, openStream, sse } from '../ask/scripted-api.js';

export const BATCH = '7b0e8400-e29b-41d4-a716-446655440000';

const NO_COUNTS = {
  waiting: 0,
  running: 0,
  completed: 0,
  failed: 0,
  timed_out: 0,
  cancelled: 0,
  invalid: 0,
};

/** An event with the counts of a batch. */
export function counts(seq: number, type: 'batch-progress' | 'batch-end', changes: object) {
  const { status = 'running', ...given } = { status: 'running', ...changes };
  const all = { ...NO_COUNTS, ...given };
  const total = Object.values(all).reduce((sum, count) => sum + count, 0);
  return sse(seq, type, { status, total, counts: all });
}

/** An event of an item. */
export function item(seq: number, changes: object = {}): string {
  return sse(seq, 'item-end', {
    position: 1,
    line: 1,
    kind: 'search',
    query: 'why?',
    status: 'failed',
    attempts: 1,
    session_id: null,
    error: { error: 'x', message: 'every engine failed' },
    started_at: null,
    ended_at: null,
    ...changes,
  });
}

interface Script {
  readonly start?: Answer;
  readonly events?: readonly Answer[];
  readonly cancel?: Answer;
  readonly results?: Answer;
}

/** An API that starts, streams, cancels and gives out one batch as told. */
export async function scriptedBatches(script: Script) {
  const requests: string[] = [];
  const bodies: string[] = [];
  const streams = [...(script.events ?? [])];
  const url = await serve(async (request, response) => {
    const { url: path = '', method } = request;
    if (path === '/api/v1/health') {
      const health = { service: 'research-service', version: '0.2.0', environment: 'test' };
      response.writeHead(200).end(JSON.stringify({ status: 'healthy', ...health }));
      return;
    }
    const body = await text(request);
    if (body !== '') bodies.push(body);
    requests.push([method, path, request.headers['last-event-id']].join(' ').trim());
    if (path.endsWith('/events')) return streams.shift()?.(response, request, body);
    if (path.endsWith('/cancel')) return script.cancel?.(response, request, body);
    if (path.endsWith('/results')) return (script.results ?? noResults)(response, request, body);
    if (script.start !== undefined) return script.start(response, request, body);
    response.writeHead(202, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id: BATCH }));
  });
  return { url, requests, bodies };
}

const noResults: Answer = (response) => response.writeHead(200).end('{"line":1}\n');

/** Streams the events at once and leaves the connection open. */
export function openWith(...events: readonly string[]): Answer {
  return (response) => {
    openStream(response);
    response.write(events.join(''));
  };
}
