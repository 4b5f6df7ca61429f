import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ApiError } from '../../../api/api-error.js';
import { API_TIMING } from '../../../api/api-timing.js';
import type { RunEventType } from '../../../contracts/run-events.js';
import { endsWith, goesOn, scriptedStarter } from '../scripted-starter.js';
import { post, serveApp, testParts } from '../test-app.js';
import { useTestState } from '../test-state.js';

const state = useTestState();
const Waiting = z.object({ id: z.string(), waiting_for: z.string().nullable() });
const Listed = z.object({ sessions: z.array(Waiting) });

test('a session shows its run', async () => {
  const url = await serveApp(testParts(state(), { traceUrl: (id) => `http://trace/${id}` }));
  const id = await newRun();
  await state().runs.end(id, { status: 'completed', result: { answer: 'yes' } });

  const reply = await fetch(`${url}/api/v1/sessions/${id}`);

  expect(reply.status).toBe(200);
  expect(await reply.json()).toEqual({
    id,
    query: 'q',
    mode: 'search',
    search_mode: 'balanced',
    status: 'completed',
    waiting_for: null,
    result: { answer: 'yes' },
    error: null,
    trace_url: `http://trace/${id}`,
    created_at: expect.stringMatching(/Z$/),
    completed_at: expect.stringMatching(/Z$/),
  });
});

test('a session and a list say what a run waits for', async () => {
  const url = await serveApp(testParts(state()));
  const id = await newRun();
  const told = (type: RunEventType) =>
    state().events.append(id, [{ key: randomUUID(), type, data: {} }]);
  const shown = async () => {
    const { waiting_for } = Waiting.parse(
      await (await fetch(`${url}/api/v1/sessions/${id}`)).json(),
    );
    const { sessions } = Listed.parse(await (await fetch(`${url}/api/v1/sessions`)).json());
    expect(sessions.find((session) => session.id === id)?.waiting_for).toBe(waiting_for);
    return waiting_for;
  };

  expect(await shown()).toBeNull();
  await told('approval-requested');
  expect(await shown()).toBe('approval');
  await told('run-paused');
  expect(await shown()).toBe('resume');
  await told('run-resumed');
  expect(await shown()).toBe('approval');
  await told('plan-decided');
  expect(await shown()).toBeNull();
  await told('run-paused');
  await state().runs.end(id, { status: 'cancelled' });
  expect(await shown()).toBeNull();
});

test.each([
  ['GET', ''],
  ['DELETE', ''],
  ['POST', '/cancel'],
  ['GET', '/events'],
])('%s of an unknown session%s is a 404', async (method, path) => {
  const url = await serveApp(testParts(state()));
  const id = randomUUID();

  const reply = await fetch(`${url}/api/v1/sessions/${id}${path}`, { method });

  expect(reply.status).toBe(404);
  expect(await reply.json()).toMatchObject({
    error: 'session_not_found',
    message: `Session ${id} not found`,
  });
});

test('a malformed id is a 422 at its place in the path', async () => {
  const url = await serveApp(testParts(state()));

  const reply = await fetch(`${url}/api/v1/sessions/not-a-uuid`);

  expect(reply.status).toBe(422);
  expect(await reply.json()).toMatchObject({
    detail: [{ type: 'uuid_parsing', loc: ['path', 'session_id'], input: 'not-a-uuid' }],
  });
});

test('sessions are listed by page, kind and status', async () => {
  const url = await serveApp(testParts(state()));
  const ids = [await newRun(), await newRun(), await newRun()];
  await state().runs.end(ids[1] ?? '', { status: 'timed_out', result: { answer: 'so far' } });

  const page = await (await fetch(`${url}/api/v1/sessions?limit=2&offset=1`)).json();
  const late = await (await fetch(`${url}/api/v1/sessions?status=timed_out&kind=search`)).json();

  expect(page).toMatchObject({ limit: 2, offset: 1, sessions: [{ id: ids[1] }, { id: ids[0] }] });
  expect(late).toMatchObject({ total: 1, sessions: [{ id: ids[1], status: 'timed_out' }] });
  expect(JSON.stringify(late)).not.toContain('so far');
});

test.each([
  ['limit=abc', 'int_parsing'],
  ['limit=0', 'greater_than_equal'],
  ['limit=101', 'less_than_equal'],
  ['limit=1e1', 'int_parsing'],
  ['limit=', 'int_parsing'],
  ['offset=-1', 'greater_than_equal'],
  ['status=done', 'enum'],
  ['kind=picture', 'enum'],
])('a list with %s is refused as %s', async (query, type) => {
  const url = await serveApp(testParts(state()));

  const reply = await fetch(`${url}/api/v1/sessions?${query}`);

  expect(reply.status).toBe(422);
  const [place] = query.split('=');
  expect(await reply.json()).toMatchObject({ detail: [{ type, loc: ['query', place] }] });
});

test('cancelling asks the workflow and tells followers', async () => {
  const starter = scriptedStarter(state());
  const url = await serveApp(testParts(state(), { starter }));
  const id = await newRun();
  await state().runs.begin(id);

  const first = await fetch(`${url}/api/v1/sessions/${id}/cancel`, { method: 'POST' });
  const second = await fetch(`${url}/api/v1/sessions/${id}/cancel`, { method: 'POST' });

  expect(first.status).toBe(202);
  expect(await first.json()).toEqual({
    id,
    status: 'running',
    message: `Session ${id} is being cancelled`,
  });
  expect(second.status).toBe(202);
  expect(starter.asked.cancelled).toEqual([`search-${id}`, `search-${id}`]);
  expect(await state().events.read(id, 0, 10)).toMatchObject([{ type: 'cancel-requested' }]);
});

test('cancelling a run that Temporal does not know settles it', async () => {
  const starter = scriptedStarter(state(), goesOn, { cancel: async () => false });
  const url = await serveApp(testParts(state(), { starter }));
  const id = await newRun();

  const reply = await fetch(`${url}/api/v1/sessions/${id}/cancel`, { method: 'POST' });
  const again = await fetch(`${url}/api/v1/sessions/${id}/cancel`, { method: 'POST' });

  expect(await reply.json()).toMatchObject({ status: 'cancelled' });
  expect(again.status).toBe(202);
});

test('cancelling what has ended is a 409', async () => {
  const url = await serveApp(testParts(state()));
  const id = await newRun();
  await state().runs.end(id, { status: 'completed', result: {} });

  const reply = await fetch(`${url}/api/v1/sessions/${id}/cancel`, { method: 'POST' });

  expect(reply.status).toBe(409);
  expect(await reply.json()).toMatchObject({
    error: 'session_ended',
    message: `Session ${id} has ended already, with status completed`,
    session_id: id,
  });
});

test('deleting takes the run, its events, its objects and its history', async () => {
  const starter = scriptedStarter(state(), endsWith({ status: 'completed', result: {} }));
  const url = await serveApp(testParts(state(), { starter }));
  const reply = await post(`${url}/api/v1/search`, { query: 'q' });
  const id = reply.headers.get('session-id') ?? '';
  const key = await state().objects.put(`runs/${id}`, 'a page');

  const deleted = await fetch(`${url}/api/v1/sessions/${id}`, { method: 'DELETE' });

  expect(deleted.status).toBe(200);
  expect(await deleted.json()).toEqual({
    success: true,
    message: 'Session deleted successfully',
  });
  expect(await state().runs.find(id)).toBeUndefined();
  expect(await state().events.read(id, 0, 10)).toEqual([]);
  expect(await state().objects.has(key)).toBe(false);
  expect(starter.asked).toMatchObject({ cancelled: [], forgotten: [`search-${id}`] });
});

test('deleting a running session ends it first', async () => {
  const starter = scriptedStarter(state(), goesOn, {
    cancel: async (workflowId) => {
      const id = workflowId.slice('search-'.length);
      return state().runs.end(id, { status: 'cancelled' });
    },
  });
  const url = await serveApp(testParts(state(), { starter }));
  const id = await newRun();
  await state().runs.begin(id);

  const reply = await fetch(`${url}/api/v1/sessions/${id}`, { method: 'DELETE' });

  expect(reply.status).toBe(200);
  expect(await state().runs.find(id)).toBeUndefined();
});

test('deleting a session that does not listen terminates it', async () => {
  const starter = scriptedStarter(state(), goesOn);
  const timing = { ...API_TIMING, cancelWaitMs: 50 };
  const url = await serveApp(testParts(state(), { starter, timing }));
  const id = await newRun();

  const reply = await fetch(`${url}/api/v1/sessions/${id}`, { method: 'DELETE' });

  expect(reply.status).toBe(200);
  expect(starter.asked.terminated).toEqual([`search-${id}`]);
});

test('a running session is not deleted while Temporal is away', async () => {
  const starter = scriptedStarter(state(), goesOn, {
    cancel: async () => {
      throw new ApiError({ status: 503, error: 'orchestrator_unavailable', message: 'away' });
    },
  });
  const url = await serveApp(testParts(state(), { starter }));
  const id = await newRun();

  const reply = await fetch(`${url}/api/v1/sessions/${id}`, { method: 'DELETE' });

  expect(reply.status).toBe(503);
  expect((await state().runs.find(id))?.status).toBe('queued');
});

async function newRun(): Promise<string> {
  const id = randomUUID();
  const workflowId = `search-${id}`;
  const run = { id, kind: 'search', owner: 'local', query: 'q', mode: 'balanced' } as const;
  await state().runs.create({ ...run, request: {}, workflowId });
  return id;
}
