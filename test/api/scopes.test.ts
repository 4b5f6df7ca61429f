import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openApiDocument } from '../../api/openapi/document.js';
import { type CallerDirectory, SCOPES, type Scope } from '../../contracts/callers.js';
import type { RunKind } from '../../contracts/runs.js';
import { bearer } from './scripted-callers.js';
import { goesOn, scriptedStarter } from './scripted-starter.js';
import { serveApp, testParts } from './test-app.js';
import { useTestState } from './test-state.js';

const state = useTestState();
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

const operations = Object.entries(openApiDocument('0.2.0').paths ?? {}).flatMap(([path, item]) =>
  METHODS.flatMap((method) => {
    const operation = item[method];
    if (operation === undefined) return [];
    const scopes = (operation.security ?? []).flatMap(({ apiKey }) => apiKey ?? []);
    return [{ path, method: method.toUpperCase(), scopes }];
  }),
);
const scoped = operations.filter(({ scopes }) => scopes.length > 0);

/** Keys that name their scopes, all of ada's. */
const callers: CallerDirectory = {
  async identify(key) {
    const scopes = SCOPES.filter((scope) => key.split('-').includes(scope));
    const rest = { role: 'user', via: 'key', expiresAt: null, limit: null } as const;
    return { caller: { owner: 'ada', scopes, keyId: key, ...rest } };
  },
};

async function serveScoped() {
  const starter = scriptedStarter(state(), goesOn);
  const parts = { callers, openAccess: false, starter };
  const url = await serveApp(testParts(state(), parts));
  return (method: string, path: string, scopes: readonly string[]) => {
    const place = path.replace(/\{\w+\}/g, randomUUID());
    const body = method === 'GET' ? {} : { body: '{}' };
    const headers = bearer(`sk-${scopes.join('-')}`);
    return fetch(`${url}${place}`, { method, headers, ...body });
  };
}

test('only what is open, and making keys of the own scopes, asks for no scope', () => {
  const others = operations.filter(({ scopes }) => scopes.length === 0);

  expect(others.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
    'DELETE /api/v1/keys/{id}',
    'GET /',
    'GET /api/v1/health',
    'GET /api/v1/keys',
    'GET /api/v1/keys/{id}',
    'POST /api/v1/keys',
  ]);
});

test('every operation refuses a key that has all scopes but those it names', async () => {
  const ask = await serveScoped();
  const passed: string[] = [];

  for (const { method, path, scopes } of scoped) {
    const others = SCOPES.filter((scope) => !scopes.includes(scope));
    const reply = await ask(method, path, others);
    const text = await reply.text();
    if (reply.status !== 403 || !text.includes('missing_scope')) passed.push(`${method} ${path}`);
  }

  expect(passed).toEqual([]);
});

test('every operation is open to a key with one of the scopes it names', async () => {
  const ask = await serveScoped();
  const refused: string[] = [];

  for (const { method, path, scopes } of scoped)
    for (const scope of scopes) {
      const reply = await ask(method, path, [scope]);
      if (reply.status === 403) refused.push(`${method} ${path} ${scope}`);
      await reply.body?.cancel();
    }

  expect(refused).toEqual([]);
});

describe('a run', () => {
  test.each<[RunKind, Scope]>([
    ['search', 'search'],
    ['live-search', 'search'],
    ['research', 'research'],
    ['document-query', 'documents'],
    ['image', 'images'],
  ])('of the kind %s needs a key with the scope %s', async (kind, scope) => {
    const ask = await serveScoped();
    const id = await make(kind);
    const others = SCOPES.filter((each) => each !== scope && each !== 'admin');

    const own = await ask('GET', `/api/v1/sessions/${id}`, [scope]);
    const other = await ask('GET', `/api/v1/sessions/${id}`, others);
    const controlled = await ask('POST', `/api/v1/sessions/${id}/pause`, others);
    const deleted = await ask('DELETE', `/api/v1/sessions/${id}`, others);

    expect(own.status).toBe(200);
    expect([other.status, controlled.status, deleted.status]).toEqual([403, 403, 403]);
  });

  test('is listed only for keys that may show it', async () => {
    const ask = await serveScoped();
    const id = await make('image');

    const shown = await (await ask('GET', '/api/v1/sessions?limit=100', ['images'])).text();
    const hidden = await (await ask('GET', '/api/v1/sessions?limit=100', ['search'])).text();
    const asked = await ask('GET', '/api/v1/sessions?kind=image', ['search']);

    expect(shown).toContain(id);
    expect(hidden).not.toContain(id);
    expect(asked.status).toBe(403);
  });
});

async function make(kind: RunKind): Promise<string> {
  const id = randomUUID();
  const run = { id, kind, owner: 'ada', query: 'q', mode: 'balanced', request: {} };
  await state().runs.create({ ...run, workflowId: `${kind}-${id}` });
  return id;
}
