import { expect, test } from 'vitest';
import type { FollowLimits } from '../../../cli/ask/follow-events.js';
import { followRun } from '../../../cli/ask/follow-run.js';
import { SearchRequest } from '../../../contracts/search.js';
import { refuse, SESSION, scriptedApi, sse, stream } from './scripted-api.js';

const END = sse(4, 'run-end', { status: 'completed' });

test('reads events whatever way they are cut into chunks', async () => {
  const bytes = Buffer.from(`: ping\r\n\n${sse(1, 'answer-delta', { text: 'café – 月' })}${END}`);
  const halves = Math.ceil(bytes.length / 2);
  const chunks = Array.from({ length: halves }, (_, at) => bytes.subarray(2 * at, 2 * at + 2));
  const { url } = await scriptedApi({ search: [stream(chunks, 'end')] });

  const { events, data } = await follow(url);

  expect(events).toEqual(['1 answer-delta', '4 run-end']);
  expect(data[0]).toMatchObject({ text: 'café – 月' });
});

test('takes a dropped connection up after the last event and passes over repeated ones', async () => {
  const { url, requests } = await scriptedApi({
    search: [stream([sse(1, 'run-start'), sse(2, 'plan-ready')], 'break')],
    events: [
      stream([sse(2, 'plan-ready'), sse(3, 'answer-start')], 'end'),
      refuse(503, { error: 'x', message: 'starting', trace_id: 't' }),
      stream([END], 'end'),
    ],
  });

  const { events, lost } = await follow(url);

  expect(events).toEqual(['1 run-start', '2 plan-ready', '3 answer-start', '4 run-end']);
  expect(requests).toEqual([
    'POST /api/v1/search',
    `GET /api/v1/sessions/${SESSION}/events 2`,
    `GET /api/v1/sessions/${SESSION}/events 3`,
    `GET /api/v1/sessions/${SESSION}/events 3`,
  ]);
  expect(lost).toHaveLength(2);
});

test('sends a question again under the same key when no answer came', async () => {
  const keys: unknown[] = [];
  const { url } = await scriptedApi({
    search: [
      (response, request) => {
        keys.push(request.headers['idempotency-key']);
        response.destroy();
      },
      (response, request) => {
        keys.push(request.headers['idempotency-key']);
        stream([END], 'end')(response, request, '');
      },
    ],
  });

  expect((await follow(url)).events).toEqual(['4 run-end']);
  expect(keys[0]).toMatch(/^[\w-]{36}$/);
  expect(keys[1]).toBe(keys[0]);
});

test('a refusal before there is a run is final', async () => {
  const { url, requests } = await scriptedApi({
    search: [refuse(503, { error: 'x', message: 'no model server', trace_id: 't' })],
  });

  await expect(follow(url)).rejects.toThrow('no model server');
  expect(requests).toHaveLength(1);
});

test('the end of a deleted run has no number and ends all the same', async () => {
  const end = 'event: run-end\ndata: {"status":"cancelled"}\n\n';
  const { url } = await scriptedApi({ search: [stream([sse(1, 'run-start'), end], 'end')] });

  expect((await follow(url)).events).toEqual(['1 run-start', 'undefined run-end']);
});

test('heartbeats keep a quiet connection', async () => {
  const beats = Array.from({ length: 160 }, () => ': heartbeat\n\n');
  const { url } = await scriptedApi({ search: [stream([...beats, END], 'end')] });

  expect((await follow(url, { silenceMs: 700 })).lost).toEqual([]);
});

test('counts a silent connection as lost', async () => {
  const { url } = await scriptedApi({
    search: [stream([sse(1, 'run-start')], 'stay')],
    events: [stream([END], 'end')],
  });

  const { events } = await follow(url, { silenceMs: 150 });

  expect(events).toEqual(['1 run-start', '4 run-end']);
});

test('gives up when the connection stays lost', async () => {
  const broken = stream([], 'break');
  const { url } = await scriptedApi({
    search: [stream([sse(1, 'run-start')], 'break')],
    events: Array.from({ length: 50 }, () => broken),
  });

  await expect(follow(url, { giveUpMs: 60 })).rejects.toThrow('connection');
});

test('does not ask again for a run that is gone', async () => {
  const { url, requests } = await scriptedApi({
    search: [stream([sse(1, 'run-start')], 'break')],
    events: [refuse(404, { error: 'session_not_found', message: 'Session x not found' })],
  });

  await expect(follow(url)).rejects.toThrow('Session x not found');
  expect(requests).toHaveLength(2);
});

test('says that something else answers when the answer is no stream', async () => {
  const { url } = await scriptedApi({ search: [refuse(200, { hello: 'world' })] });

  await expect(follow(url)).rejects.toThrow('no stream of events');
});

async function follow(api: string, limits: Partial<FollowLimits> = {}) {
  const events: string[] = [];
  const data: unknown[] = [];
  const lost: string[] = [];
  const following = followRun({
    order: { kind: 'search', request: SearchRequest.parse({ query: 'moon' }) },
    instance: { url: async () => api, close: async () => {} },
    signal: new AbortController().signal,
    onSession: () => {},
    onLost: (message) => lost.push(message),
    limits: { firstWaitMs: 5, ...limits },
  });
  for await (const event of following) {
    events.push(`${event.seq} ${event.type}`);
    data.push(event.data);
  }
  return { events, data, lost };
}
