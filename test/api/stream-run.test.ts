import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { expect, test, vi } from 'vitest';
import { API_TIMING } from '../../api/api-timing.js';
import { goesOn, type Script, scriptedStarter } from './scripted-starter.js';
import { post, serveApp, testParts } from './test-app.js';
import { useTestState } from './test-state.js';

const state = useTestState();

/** Ends a while after it began, with one event between. */
const slow: Script = async (run, own) => {
  await goesOn(run, own);
  await new Promise((resolve) => setTimeout(resolve, 150));
  const text = 'one\n\nevent: forged';
  const event = { key: 'w:2', type: 'answer-delta', data: { text } } as const;
  await own.events.append(run.input.runId, [event]);
  await own.runs.end(run.input.runId, { status: 'completed', result: { answer: 'yes' } });
};

test.each([
  ['"stream": true', { query: 'q', stream: true }, {}],
  ['Accept: text/event-stream', { query: 'q' }, { accept: 'text/event-stream' }],
])('a search with %s answers with events up to run-end', async (_asked, body, headers) => {
  const starter = scriptedStarter(state(), slow);
  const url = await serveApp(testParts(state(), { starter }));

  const reply = await post(`${url}/api/v1/search`, body, headers);

  expect(reply.status).toBe(200);
  expect(reply.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(reply.headers.get('cache-control')).toBe('no-store, no-transform');
  expect(reply.headers.get('x-accel-buffering')).toBe('no');
  const events = eventsIn(await reply.text());
  expect(events.map(({ id, event }) => [id, event])).toEqual([
    ['1', 'run-start'],
    ['2', 'answer-delta'],
    ['3', 'run-end'],
  ]);
  expect(JSON.parse(events[1]?.data ?? '')).toEqual({
    text: 'one\n\nevent: forged',
    at: expect.stringMatching(/Z$/),
  });
  expect(JSON.parse(events[2]?.data ?? '')).toMatchObject({
    status: 'completed',
    result: { answer: 'yes' },
  });
});

test.each(['Last-Event-ID', 'last_event_id'])('a client goes on after its %s', async (way) => {
  const url = await serveApp(testParts(state()));
  const events = `${url}/api/v1/sessions/${await endedRun(url)}/events`;

  const reply =
    way === 'Last-Event-ID'
      ? await fetch(events, { headers: { 'Last-Event-ID': '1' } })
      : await fetch(`${events}?last_event_id=1`);

  expect(eventsIn(await reply.text()).map(({ id }) => id)).toEqual(['2']);
});

test('a client that has seen run-end is told that nothing more comes', async () => {
  const url = await serveApp(testParts(state()));
  const id = await endedRun(url);

  const reply = await fetch(`${url}/api/v1/sessions/${id}/events?last_event_id=2`);

  expect(reply.status).toBe(204);
});

test.each(['abc', '-1', '1.5', '99999999999'])('a position of %s is refused', async (position) => {
  const url = await serveApp(testParts(state()));
  const id = await endedRun(url);

  const reply = await fetch(`${url}/api/v1/sessions/${id}/events`, {
    headers: { 'Last-Event-ID': position },
  });

  expect(reply.status).toBe(422);
  expect(await reply.json()).toMatchObject({ detail: [{ loc: ['header', 'Last-Event-ID'] }] });
});

test('a position that the session has not reached is a 409', async () => {
  const url = await serveApp(testParts(state()));
  const id = await endedRun(url);

  const reply = await fetch(`${url}/api/v1/sessions/${id}/events?last_event_id=9`);

  expect(reply.status).toBe(409);
  expect(await reply.json()).toHaveProperty('error', 'event_not_reached');
});

test('the same idempotency key gives the stream of the same run again', async () => {
  const starter = scriptedStarter(state(), slow);
  const url = await serveApp(testParts(state(), { starter }));
  const headers = { 'Idempotency-Key': 'stream-twice', accept: 'text/event-stream' };
  const send = async () => (await post(`${url}/api/v1/search`, { query: 'q' }, headers)).text();

  const [first, second] = await Promise.all([send(), send()]);

  expect(second).toBe(first);
  expect(await send()).toBe(first);
});

test('silence is filled with heartbeats', async () => {
  const starter = scriptedStarter(state(), slow);
  const timing = { ...API_TIMING, heartbeatMs: 20 };
  const url = await serveApp(testParts(state(), { starter, timing }));

  const reply = await post(`${url}/api/v1/search`, { query: 'q', stream: true });

  expect((await reply.text()).split(': heartbeat\n\n').length).toBeGreaterThan(3);
});

test('a client that leaves is let go of within 100 ms, and its run goes on', async () => {
  const starter = scriptedStarter(state(), goesOn);
  const lines: object[] = [];
  const log = { info() {}, warn() {}, error: (facts: object) => void lines.push(facts) };
  let following: AbortSignal | undefined;
  const events = {
    ...state().events,
    follow: (runId: string, after: number, signal: AbortSignal) => {
      following = signal;
      return state().events.follow(runId, after, signal);
    },
  };
  const url = await serveApp(testParts(state(), { starter, events, log }));
  const leaving = new AbortController();
  const reply = await fetch(`${url}/api/v1/search`, {
    method: 'POST',
    body: '{"query": "q", "stream": true}',
    signal: leaving.signal,
  });
  await reply.body?.getReader().read();

  leaving.abort();

  await vi.waitFor(() => expect(following?.aborted).toBe(true), { timeout: 100, interval: 5 });
  const runId = starter.asked.started[0]?.input.runId ?? '';
  await vi.waitFor(async () =>
    expect(await state().runs.find(runId)).toHaveProperty('status', 'running'),
  );
  expect(lines).toEqual([]);
});

test('a client that does not read holds no more than a few events back', async () => {
  let told = 0;
  const flood = async function* (_id: string, _after: number, signal: AbortSignal) {
    const data = { text: 'x'.repeat(100_000) };
    while (!signal.aborted) {
      told += 1;
      yield { seq: told, type: 'answer-delta', data, at: '' } as const;
    }
  };
  const starter = scriptedStarter(state(), goesOn);
  const events = { ...state().events, follow: flood };
  const url = await serveApp(testParts(state(), { starter, events }));
  const leaving = new AbortController();
  const { signal } = leaving;
  await fetch(`${url}/api/v1/search`, {
    method: 'POST',
    body: '{"query":"q","stream":true}',
    signal,
  });

  await new Promise((resolve) => setTimeout(resolve, 300));
  const before = told;
  await new Promise((resolve) => setTimeout(resolve, 200));

  expect(told - before).toBeLessThan(3);
  leaving.abort();
});

test('followers of a deleted session are told', async () => {
  const starter = scriptedStarter(state(), goesOn);
  const url = await serveApp(testParts(state(), { starter }));
  const reply = await post(`${url}/api/v1/search`, { query: 'q', stream: true });
  const following = reply.text();
  await new Promise((resolve) => setTimeout(resolve, 200));

  await state().runs.remove(reply.headers.get('session-id') ?? '');

  const last = eventsIn(await following).at(-1);
  expect(last?.event).toBe('run-end');
  expect(JSON.parse(last?.data ?? '')).toMatchObject({ error: { error: 'session_deleted' } });
});

async function endedRun(url: string): Promise<string> {
  const reply = await post(`${url}/api/v1/search`, { query: 'q' });
  return reply.headers.get('session-id') ?? '';
}

function eventsIn(text: string): EventSourceMessage[] {
  const events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => void events.push(event) });
  parser.feed(text);
  return events;
}
