import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { describe, expect, test } from 'vitest';
import { startApi } from '../../api/listen.js';
import { noState } from './no-state.js';
import { bearer } from './scripted-callers.js';
import { goesOn, scriptedStarter } from './scripted-starter.js';
import { post, serveApp, testParts } from './test-app.js';
import { useTestState } from './test-state.js';

const state = useTestState();

describe('without a key', () => {
  test.each([
    ['/', 200],
    ['/api/docs', 200],
    ['/api/openapi.json', 200],
    ['/api/v1/health', 200],
    ['/api/v1/health?detail=true', 401],
    ['/api/v1/sessions', 401],
    ['/API/V1/sessions', 401],
    ['/api/v1/anything', 401],
    ['/v1/models', 401],
  ])('%s is a %i where keys are required', async (path, status) => {
    const url = await serveApp(testParts(noState(), { openAccess: false }));

    const reply = await fetch(`${url}${path}`);

    expect(reply.status).toBe(status);
    if (status === 401) expect(reply.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('programs on this machine are the local owner where access is open', async () => {
    const url = await serveApp(testParts(state()));

    const reply = await post(`${url}/api/v1/search`, { query: 'q' });

    const run = await state().runs.find(reply.headers.get('session-id') ?? '');
    expect(run?.owner).toBe('local');
  });

  test('what a proxy passed on is never the local owner', async () => {
    const url = await serveApp(testParts(noState()));

    const reply = await fetch(`${url}/api/v1/sessions`, {
      headers: { 'x-forwarded-for': '203.0.113.7' },
    });

    expect(reply.status).toBe(401);
    expect(await reply.json()).toMatchObject({ error: 'missing_api_key' });
  });

  test('an API beyond loopback is closed whatever the settings say', async () => {
    const { starter: _starter, closing: _closing, timing: _timing, ...parts } = testParts(state());
    const connection = Connection.lazy({ address: '127.0.0.1:1' });
    const temporal = new Client({ connection });
    const api = await startApi({ ...parts, temporal, host: '0.0.0.0', port: 0 });

    const reply = await fetch(`${api.url.replace('0.0.0.0', '127.0.0.1')}/api/v1/sessions`);

    expect(reply.status).toBe(401);
    await api.close();
    await connection.close();
  });
});

describe('a key', () => {
  test.each([
    ['Bearer sk-unknown', 401, 'invalid_api_key'],
    ['Bearer sk-expired', 401, 'expired_api_key'],
    ['Bearer sk-inactive', 403, 'inactive_user'],
    ['Bearer', 401, 'invalid_api_key'],
    ['Basic YTpi', 401, 'invalid_api_key'],
    ['Bearer sk-ada sk-bob', 401, 'invalid_api_key'],
  ])('sent as %s is a %i %s, also where access is open', async (authorization, status, error) => {
    const url = await serveApp(testParts(noState()));

    const reply = await fetch(`${url}/api/v1/sessions`, { headers: { authorization } });

    expect(reply.status).toBe(status);
    expect(await reply.json()).toHaveProperty('error', error);
  });

  test('owns what is made with it', async () => {
    const url = await serveApp(testParts(state()));

    const reply = await post(`${url}/api/v1/search`, { query: 'q' }, bearer('sk-ada'));

    expect((await state().runs.find(reply.headers.get('session-id') ?? ''))?.owner).toBe('ada');
  });

  test.each(['search', 'search/perplexity', 'research', 'read', 'verify'])(
    'without the scope for %s is a 403',
    async (path) => {
      const url = await serveApp(testParts(noState()));

      const reply = await post(`${url}/api/v1/${path}`, { query: 'q' }, bearer('sk-chat'));

      expect(reply.status).toBe(403);
      expect(await reply.json()).toHaveProperty('error', 'missing_scope');
    },
  );
});

describe("another's session", () => {
  test.each([
    ['GET', ''],
    ['GET', '/events'],
    ['POST', '/cancel'],
    ['DELETE', ''],
  ])('is no session for a stranger: %s%s', async (method, path) => {
    const url = await serveApp(testParts(state()));
    const id = await newRun('ada');

    const reply = await fetch(`${url}/api/v1/sessions/${id}${path}`, {
      method,
      headers: bearer('sk-bob'),
    });

    expect(reply.status).toBe(404);
    expect(await reply.json()).toMatchObject({ error: 'session_not_found' });
    expect(await state().runs.find(id)).toMatchObject({ status: 'queued' });
  });

  test('is in no list of a stranger', async () => {
    const url = await serveApp(testParts(state()));
    await newRun('ada');

    const reply = await fetch(`${url}/api/v1/sessions`, { headers: bearer('sk-bob') });

    expect(await reply.json()).toMatchObject({ sessions: [], total: 0 });
  });

  test('is open to an administrator', async () => {
    const starter = scriptedStarter(state(), goesOn);
    const url = await serveApp(testParts(state(), { starter }));
    const id = await newRun('ada');

    const shown = await fetch(`${url}/api/v1/sessions/${id}`, { headers: bearer('sk-root') });
    const cancelled = await fetch(`${url}/api/v1/sessions/${id}/cancel`, {
      method: 'POST',
      headers: bearer('sk-root'),
    });

    expect(shown.status).toBe(200);
    expect(cancelled.status).toBe(202);
  });

  test('is not joined by the same idempotency key', async () => {
    const url = await serveApp(testParts(state()));
    const send = (key: string) =>
      post(`${url}/api/v1/search`, { query: 'q' }, { ...bearer(key), 'idempotency-key': 'one' });

    const first = await send('sk-ada');
    const second = await send('sk-bob');

    expect(second.headers.get('session-id')).not.toBe(first.headers.get('session-id'));
  });
});

async function newRun(owner: string): Promise<string> {
  const id = randomUUID();
  const run = { id, kind: 'search', owner, query: 'q', mode: 'balanced' } as const;
  await state().runs.create({ ...run, request: {}, workflowId: `search-${id}` });
  return id;
}
