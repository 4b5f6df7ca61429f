import { setTimeout } from 'node:timers/promises';
import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import type { AppParts } from '../../api/api-parts.js';
import { limitUses } from '../../api/limit-uses.js';
import { DEFAULT_SETTINGS, type Settings } from '../../contracts/administration.js';
import type { LimitUse } from '../../contracts/limits.js';
import { useTestAccess } from '../adapters/access/open-test-access.js';
import { noAccess } from './no-access.js';
import { noState } from './no-state.js';
import { bearer, scriptedCallers } from './scripted-callers.js';
import { collectLog, type Logged, post, serveApp, testParts } from './test-app.js';
import { useTestState } from './test-state.js';

const access = useTestAccess();
const state = useTestState();
const ROOT = { owner: 'local', keyId: null };
const ONE = { max_requests: 1, window_seconds: 60 };

describe('a limit', () => {
  test('that is exceeded is a 429 with the seconds to wait, and others see how it stands', async () => {
    const url = await serveLimited({ key_limit: { max_requests: 2, window_seconds: 30 } });

    const first = await fetch(`${url}/api/v1/sessions`, { headers: bearer('sk-ada') });
    await fetch(`${url}/api/v1/sessions`, { headers: bearer('sk-ada') });
    const third = await fetch(`${url}/api/v1/sessions`, { headers: bearer('sk-ada') });
    const ofAnother = await fetch(`${url}/api/v1/sessions`, { headers: bearer('sk-bob') });

    expect(first.headers.get('ratelimit-limit')).toBe('2');
    expect(first.headers.get('ratelimit-remaining')).toBe('1');
    expect(Number(first.headers.get('ratelimit-reset'))).toBeLessThanOrEqual(30);
    expect(third.status).toBe(429);
    expect(third.headers.get('retry-after')).toMatch(/^([12]?\d|30)$/);
    expect(third.headers.get('ratelimit-remaining')).toBe('0');
    expect(await third.json()).toMatchObject({
      error: 'rate_limit_exceeded',
      message: expect.stringMatching(/2 requests in 30 s for this key/),
    });
    expect(ofAnother.status).toBe(200);
  });

  test("is a typed error of OpenAI's clients under /v1", async () => {
    const url = await serveLimited({ global_limit: ONE });
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'sk-ada', maxRetries: 0 });
    await client.models.list();

    const error = await client.models.list().catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(OpenAI.RateLimitError);
    expect(error).toMatchObject({ code: 'rate_limit_exceeded', type: 'rate_limit_error' });
  });

  test('for all together counts every key', async () => {
    const url = await serveLimited({ global_limit: ONE });

    const statuses = [];
    for (const key of ['sk-ada', 'sk-bob'])
      statuses.push((await fetch(`${url}/api/v1/sessions`, { headers: bearer(key) })).status);

    expect(statuses).toEqual([200, 429]);
  });

  test('for addresses slows down who guesses keys', async () => {
    const url = await serveLimited({ ip_limit: { max_requests: 3, window_seconds: 60 } });

    const statuses = [];
    for (const key of ['1', '2', '3', '4', '5'])
      statuses.push((await fetch(`${url}/v1/models`, { headers: bearer(key) })).status);

    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    expect((await fetch(`${url}/v1/models`, { headers: bearer('sk-ada') })).status).toBe(200);
  });

  test('for addresses leaves reading on this machine alone', async () => {
    const url = await serveLimited({ ip_limit: ONE });
    const statuses = async (send: () => Promise<Response>) => [
      (await send()).status,
      (await send()).status,
    ];

    expect(await statuses(() => fetch(`${url}/api/v1/sessions`))).toEqual([200, 200]);
    expect(await statuses(() => post(`${url}/api/v1/search`, {}))).toEqual([422, 429]);
  });

  test('never keeps an administrator from changing it', async () => {
    const url = await serveLimited({ global_limit: ONE, key_limit: ONE, ip_limit: ONE });

    for (let times = 0; times < 4; times++)
      expect(
        (await fetch(`${url}/api/admin/settings`, { headers: bearer('sk-root') })).status,
      ).toBe(200);
  });
});

describe('what a request counts towards', () => {
  const ADA = {
    owner: 'ada',
    keyId: 'k1',
    scopes: [],
    role: 'user',
    via: 'key',
    expiresAt: null,
    limit: null,
  } as const;
  const LOCAL = { ...ADA, owner: 'local', keyId: null, via: 'loopback' } as const;
  const request = { method: 'POST', path: '/api/v1/search', ip: '::ffff:192.0.2.1', caller: ADA };
  const endpoint = { ...ONE, path: '/api/v1/search', per: 'all' } as const;

  test.each<[string, Partial<typeof request> & object, Partial<Settings>, string[]]>([
    ['nothing by default', {}, {}, []],
    ['the key and all together', {}, { key_limit: ONE, global_limit: ONE }, ['key k1', 'global']],
    ['its endpoint', {}, { endpoint_limits: [endpoint] }, ['endpoint /api/v1/search']],
    [
      'its endpoint in any spelling',
      { path: '/API/v1/Search/' },
      { endpoint_limits: [endpoint] },
      ['endpoint /api/v1/search'],
    ],
    ['no other endpoint', { path: '/api/v1/searches' }, { endpoint_limits: [endpoint] }, []],
    [
      'all endpoints that begin so',
      { path: '/api/v1/searches' },
      { endpoint_limits: [{ ...endpoint, path: '/api/v1/s*' }] },
      ['endpoint /api/v1/s*'],
    ],
    [
      'an endpoint for each caller',
      {},
      { endpoint_limits: [{ ...endpoint, per: 'caller' }] },
      ['endpoint /api/v1/search k1'],
    ],
    [
      'a live search by whatever name it is asked for',
      { path: '/v1/DeepSearch' },
      { endpoint_limits: [{ ...endpoint, path: '/v1/live-search' }] },
      ['endpoint /v1/live-search'],
    ],
    [
      'a live search that goes on',
      { path: '/v1/livesearch/7' },
      { endpoint_limits: [{ ...endpoint, path: '/v1/live-search/{id}' }] },
      ['endpoint /v1/live-search/{id}'],
    ],
    [
      'an upload by either name',
      { path: '/api/v1/documents' },
      { endpoint_limits: [{ ...endpoint, path: '/api/v1/documents/upload' }] },
      ['endpoint /api/v1/documents/upload'],
    ],
    [
      'no upload where documents are listed',
      { method: 'GET', path: '/api/v1/documents' },
      { endpoint_limits: [{ ...endpoint, path: '/api/v1/documents/upload' }] },
      [],
    ],
    [
      'any one part where a path has a name',
      { path: '/api/v1/sessions/7f/pause' },
      { endpoint_limits: [{ ...endpoint, path: '/api/v1/sessions/{id}/pause' }] },
      ['endpoint /api/v1/sessions/{id}/pause'],
    ],
    [
      'one part alone',
      { path: '/api/v1/sessions/7f/pause' },
      { endpoint_limits: [{ ...endpoint, path: '/api/v1/sessions/{id}' }] },
      [],
    ],
    [
      'two limits of one path apart',
      {},
      { endpoint_limits: [endpoint, { ...endpoint, window_seconds: 3_600 }] },
      ['endpoint /api/v1/search', 'endpoint /api/v1/search in 3600 s'],
    ],
    [
      'no limit of administration',
      { path: '/api/admin/keys' },
      { key_limit: ONE, global_limit: ONE },
      [],
    ],
  ])('is %s', (_, changes, settings, counters) => {
    const uses = limitUses({ ...request, ...changes }, { ...DEFAULT_SETTINGS, ...settings });

    expect(countersOf(uses)).toEqual(counters);
  });

  test('is a limit of its own in place of that of all keys', () => {
    const own = { max_requests: 7, window_seconds: 7 };
    const caller = { ...ADA, limit: own };

    const uses = limitUses({ ...request, caller }, { ...DEFAULT_SETTINGS, key_limit: ONE });

    expect(uses).toEqual([{ counter: 'key k1', limit: own }]);
  });

  test.each([
    ['192.0.2.1', 'address 192.0.2.1'],
    ['::ffff:192.0.2.1', 'address 192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', 'address 2001:db8:1:2::/64'],
    ['nonsense', 'address unknown'],
  ])('from %s without a key is %s', (ip, counter) => {
    const uses = limitUses({ ...request, ip, caller: LOCAL }, DEFAULT_SETTINGS);

    expect(countersOf(uses)).toEqual([counter]);
  });
});

describe('the address of a caller', () => {
  test.each([
    [0, '198.51.100.1', '127.0.0.1'],
    [1, '203.0.113.9, 198.51.100.1', '198.51.100.1'],
    [2, '203.0.113.9, 198.51.100.1, 192.0.2.7', '198.51.100.1'],
  ])('with %i trusted proxies and the header %s is %s', async (trustedProxies, header, ip) => {
    const seen: LimitUse[] = [];
    const limits: AppParts['limits'] = {
      async consume(uses) {
        seen.push(...uses);
        return [];
      },
    };
    const url = await serveApp(testParts(noState(), { limits, trustedProxies, openAccess: false }));

    await fetch(`${url}/api/v1/sessions`, { headers: { 'x-forwarded-for': header } });

    expect(countersOf(seen)).toEqual([`address ${ip}`]);
  });
});

describe('the administrator', () => {
  test('switches everything under /v1 off, with or without a key, and nothing else', async () => {
    const lines: Logged[] = [];
    const url = await serveWith({ api_enabled: false }, { log: collectLog(lines) });

    for (const headers of [{}, bearer('sk-ada')]) {
      const reply = await fetch(`${url}/v1/models`, { headers });
      expect(reply.status).toBe(503);
      expect(await reply.json()).toMatchObject({ error: { code: 'api_disabled' } });
    }
    expect((await fetch(`${url}/api/admin/settings`)).status).toBe(200);
    expect((await fetch(url)).status).toBe(200);
    // It was meant to be so: no error of the service for each request.
    expect(lines.map(({ level }) => level)).not.toContain('error');
  });

  test('blocks user agents', async () => {
    const url = await serveWith({ blocked_user_agents: ['BadBot/'] });
    const ask = (path: string) =>
      fetch(`${url}${path}`, {
        headers: { ...bearer('sk-root'), 'user-agent': 'Mozilla (badbot/2.1)' },
      });

    const reply = await ask('/v1/models');

    expect(reply.status).toBe(403);
    expect(await reply.json()).toMatchObject({ error: { code: 'blocked_user_agent' } });
    expect((await ask('/api/v1/sessions')).status).toBe(403);
    expect((await ask('/api/admin/settings')).status).toBe(200);
  });

  test('is obeyed by two processes within a second while clients call', async () => {
    const [one, other] = await Promise.all([access().open(), access().open()]);
    const { key } = await one.keys.create(
      { owner: 'local', name: 'x', scopes: ['admin', 'chat'], expires_at: null },
      ROOT,
    );
    const urls = await Promise.all(
      [one, other].map((parts) => serveApp(testParts(noState(), parts))),
    );
    const calling = new AbortController();
    const calls = Array.from({ length: 16 }, (_, index) =>
      callUntil(calling.signal, `${urls[index % 2]}/v1/models`, key),
    );

    const changed = await fetch(`${urls[0]}/api/admin/settings`, {
      method: 'PATCH',
      headers: bearer(key),
      body: JSON.stringify({ api_enabled: false }),
    });
    await setTimeout(1_000);
    const after = await Promise.all(
      urls.map((url) => fetch(`${url}/v1/models`, { headers: bearer(key) })),
    );
    calling.abort();
    const seen = await Promise.all(calls);

    expect(changed.status).toBe(200);
    expect(after.map(({ status }) => status)).toEqual([503, 503]);
    expect(new Set(seen.flat())).toEqual(new Set([200, 503]));
  });

  test('changes settings by parts, and bad ones not at all', async () => {
    const opened = await access().open();
    const url = await serveApp(testParts(noState(), opened));
    const patch = (body: unknown) =>
      fetch(`${url}/api/admin/settings`, { method: 'PATCH', body: JSON.stringify(body) });

    const good = await patch({ key_limit: { max_requests: 5 } });
    const bad = await patch({ global_limit: { max_requests: 0 } });
    const path = await patch({ endpoint_limits: [{ path: '/elsewhere', max_requests: 1 }] });

    expect(await good.json()).toMatchObject({ key_limit: { max_requests: 5, window_seconds: 60 } });
    expect([bad.status, path.status]).toEqual([422, 422]);
    expect(opened.settings.current()).toMatchObject({ global_limit: null, endpoint_limits: [] });
  });

  test('manages providers, whose keys are written and never read', async () => {
    const url = await serveApp(testParts(noState(), await access().open()));
    const providers = `${url}/api/admin/providers`;
    const body = { name: 'remote', kind: 'plumbline', api_url: 'https://other.example' };

    const made = await (await post(providers, body)).text();
    const id = /"id":"([\w-]+)"/.exec(made)?.[1];
    const twice = await post(providers, body);
    const put = await fetch(`${providers}/${id}/key`, {
      method: 'PUT',
      body: '{"key":"sk-remote"}',
    });
    const list = await (await fetch(providers)).text();
    const renamed = await fetch(`${providers}/${id}`, { method: 'PATCH', body: '{"name":"far"}' });
    const deleted = await fetch(`${providers}/${id}`, { method: 'DELETE' });
    const gone = await fetch(`${providers}/${id}`);
    const audit = await (await fetch(`${url}/api/admin/audit?limit=3`)).text();

    expect([twice.status, put.status, renamed.status, deleted.status, gone.status]).toEqual([
      409, 200, 200, 200, 404,
    ]);
    expect(list).toContain('"key_set":true');
    expect(list + audit).not.toContain('sk-remote');
    expect(audit).toContain('provider-delete');
  });

  test.each([
    ['GET', 'settings'],
    ['PATCH', 'settings'],
    ['GET', 'audit'],
    ['GET', 'providers'],
    ['POST', 'providers'],
    ['GET', 'providers/1'],
    ['PATCH', 'providers/1'],
    ['DELETE', 'providers/1'],
    ['PUT', 'providers/1/key'],
    ['DELETE', 'providers/1/key'],
  ])('alone may %s /api/admin/%s', async (method, path) => {
    const url = await serveApp(testParts(noState()));

    const reply = await fetch(`${url}/api/admin/${path}`, { method, headers: bearer('sk-ada') });

    expect(reply.status).toBe(403);
  });
});

function serveWith(settings: Partial<Settings>, changes: Partial<AppParts> = {}): Promise<string> {
  const parts = { ...noAccess(settings), callers: scriptedCallers(), ...changes };
  return serveApp(testParts(state(), parts));
}

/** With counters of its own. */
async function serveLimited(settings: Partial<Settings>): Promise<string> {
  const { limits } = await access().open();
  await access().database.tables.deleteFrom('rate_counters').execute();
  return serveApp(testParts(state(), { ...noAccess(settings), limits }));
}

async function callUntil(signal: AbortSignal, url: string, key: string): Promise<number[]> {
  const statuses: number[] = [];
  while (!signal.aborted) {
    const reply = await fetch(url, { headers: bearer(key) });
    await reply.arrayBuffer();
    statuses.push(reply.status);
    await setTimeout(20);
  }
  return statuses;
}

function countersOf(uses: readonly LimitUse[]): string[] {
  return uses.map(({ counter }) => counter);
}
