import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openApiDocument } from '../../api/openapi/document.js';
import { type CallerDirectory, SCOPES, type Scope } from '../../contracts/callers.js';
import type { RunKind } from '../../contracts/runs.js';
import { newBatch } from '../adapters/state/batches/new-batch.js';
import { bearer } from './scripted-callers.js';
import { scriptedScheduler } from './scripted-scheduler.js';
import { goesOn, scriptedStarter } from './scripted-starter.js';
import { post, serveApp, testParts } from './test-app.js';
import { useTestState } from './test-state.js';

const state = useTestState();
const Made = z.object({ id: z.uuid() });
const PLACES = {
  batches: [
    ['GET', ''],
    ['GET', '/items'],
    ['GET', '/results'],
    ['GET', '/events'],
    ['POST', '/pause'],
    ['POST', '/resume'],
    ['POST', '/cancel'],
    ['POST', '/retry'],
    ['DELETE', ''],
  ],
  schedules: [
    ['GET', ''],
    ['GET', '/runs'],
    ['POST', '/run'],
    ['POST', '/pause'],
    ['POST', '/resume'],
    ['DELETE', ''],
  ],
} as const;
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

describe('what asks questions of several kinds', () => {
  const question = (kind: string) => ({ query: 'How deep?', kind });

  test.each(['batches', 'schedules'] as const)('%s need a key for each of them', async (place) => {
    const starter = scriptedStarter(state(), goesOn);
    const settings = { callers, openAccess: false, starter, scheduler: scriptedScheduler() };
    const url = `${await serveApp(testParts(state(), settings))}/api/v1/${place}`;
    const questions = [question('search'), question('research')];
    const body = place === 'batches' ? { questions } : { cron: '0 7 * * *', batch: { questions } };
    const keyFor = (...scopes: string[]) => bearer(`sk-${scopes.join('-')}`);

    const refused = await post(url, body, keyFor('search'));
    const made = await post(url, body, keyFor('search', 'research'));
    const { id } = Made.parse(await made.json());
    const own = await fetch(`${url}/${id}`, { headers: keyFor('search', 'research') });
    const statuses: Record<string, number> = {};
    for (const [method, path] of PLACES[place]) {
      const asked = { method, headers: keyFor('search') };
      const reply = await fetch(`${url}/${id}${path}`, asked);
      statuses[`${method} ${path}`] = reply.status;
    }
    const listed = await (await fetch(url, { headers: keyFor('research') })).text();

    expect([refused.status, own.status]).toEqual([403, 200]);
    expect(new Set(Object.values(statuses))).toEqual(new Set([403]));
    expect(listed).not.toContain(id);
    expect((await fetch(`${url}/${id}`, { headers: keyFor('search', 'research') })).status).toBe(
      200,
    );
  });

  test('show what asks one kind alone to a key for it', async () => {
    const ask = await serveScoped();
    const id = randomUUID();
    await state().batches.create(newBatch(2, { id, owner: 'ada' }));

    const reply = await ask('GET', `/api/v1/batches/${id}`, ['search']);
    const other = await ask('GET', `/api/v1/batches/${id}`, ['research']);
    const listed = await (await ask('GET', '/api/v1/batches', ['search'])).text();

    expect([reply.status, other.status]).toEqual([200, 403]);
    expect(listed).toContain(id);
  });
});

async function make(kind: RunKind): Promise<string> {
  const id = randomUUID();
  const run = { id, kind, owner: 'ada', query: 'q', mode: 'balanced', request: {} };
  await state().runs.create({ ...run, workflowId: `${kind}-${id}` });
  return id;
}
