import { describe, expect, test } from 'vitest';
import { CreatedApiKey } from '../../../contracts/keys.js';
import { localIssuer } from '../../adapters/access/local-issuer.js';
import { useTestAccess } from '../../adapters/access/open-test-access.js';
import { noState } from '../no-state.js';
import { bearer } from '../scripted-callers.js';
import { post, serveApp, testParts } from '../test-app.js';

const access = useTestAccess();
const ROOT = { owner: 'local', keyId: null };
const TWO = { max_requests: 2, window_seconds: 60 };

describe('a key made with a key', () => {
  test('has its limit, and counts together with it', async () => {
    const { url, make } = await serveKeys();
    const first = await make({ limit: TWO });
    const second = await mint(url, first.key);
    const third = await mint(url, first.key);

    const over = await post(`${url}/api/v1/keys`, { name: 'x' }, bearer(second.key));

    expect(second.limit).toEqual(TWO);
    expect(over.status).toBe(429);
    expect((await list(url, third.key)).status).toBe(429);
    expect((await list(url, (await make({})).key)).status).toBe(200);
  });

  test('counts together with it also over generations, towards the limit of all keys', async () => {
    const { url, make, settings } = await serveKeys();
    const first = await make({});
    const third = await mint(url, (await mint(url, first.key)).key);
    await settings.change({ key_limit: TWO }, ROOT);

    const statuses = [];
    for (const key of [first.key, third.key, third.key])
      statuses.push((await list(url, key)).status);
    await settings.change({ key_limit: null }, ROOT);

    // The two keys above were counted towards no limit.
    expect(statuses).toEqual([200, 200, 429]);
  });

  test('is deleted with it, and the audit log names both', async () => {
    const { url, make, audit } = await serveKeys();
    const first = await make({});
    const second = await mint(url, first.key);
    const third = await mint(url, second.key);
    expect(third.made_with).toBe(second.id);

    await fetch(`${url}/api/v1/keys/${first.id}`, { method: 'DELETE', headers: bearer(first.key) });

    for (const { key } of [first, second, third]) expect((await list(url, key)).status).toBe(401);
    const { entries } = await audit.list({ limit: 3, offset: 0 });
    expect(entries.map(({ action }) => action)).toEqual(Array(3).fill('key-delete'));
    expect(entries.map(({ target }) => target).sort()).toEqual(
      [first, second, third].map(({ id }) => id).sort(),
    );
  });
});

test('a key neither shows nor deletes one that has a scope it lacks', async () => {
  const { url, make } = await serveKeys();
  const strong = await make({ scopes: ['chat', 'search'] });
  const weak = await make({ scopes: ['chat'] });
  const ask = (method: string, key: string, id: string) =>
    fetch(`${url}/api/v1/keys/${id}`, { method, headers: bearer(key) });

  for (const method of ['GET', 'DELETE'])
    expect((await ask(method, weak.key, strong.id)).status).toBe(404);
  const shown = await (await list(url, weak.key)).text();
  expect(shown).toContain(weak.id);
  expect(shown).not.toContain(strong.id);
  expect(await (await list(url, strong.key)).text()).toContain(weak.id);
  expect((await ask('DELETE', strong.key, weak.id)).status).toBe(200);
});

test('keys made with tokens count together, as their user', async () => {
  const { issuer, token } = await localIssuer();
  const settings = { OIDC_ISSUER: issuer, OIDC_AUDIENCE: 'plumbline' };
  const { url, callers } = await serveKeys(settings);
  const signed = await token({ sub: 'eve' });
  const [one, other] = [await mint(url, signed), await mint(url, signed)];

  for (const key of [one.key, other.key])
    expect(await callers.identify(key)).toMatchObject({ caller: { countedAs: 'oidc:eve' } });
  expect(one.made_with).toBeNull();
});

test('an administrator by a role of the token alone makes no key with the scope admin', async () => {
  const { issuer, token } = await localIssuer();
  const settings = { OIDC_ISSUER: issuer, OIDC_AUDIENCE: 'plumbline' };
  const { url, make, users } = await serveKeys(settings);
  const signed = await token({ sub: 'max', roles: ['admin'] });
  const wanted = { name: 'x', scopes: ['chat', 'admin'] };

  const refused = await post(`${url}/api/v1/keys`, wanted, bearer(signed));
  const byOther = await make({ owner: 'oidc:max', scopes: ['admin'] }).catch(String);
  await users.change('oidc:max', { role: 'admin' }, ROOT);
  const made = await post(`${url}/api/v1/keys`, wanted, bearer(signed));

  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({
    error: 'forbidden',
    message: expect.stringContaining('PATCH /api/admin/users/oidc%3Amax'),
  });
  expect(byOther).toContain('is none there');
  expect(made.status).toBe(201);
});

async function mint(url: string, key: string): Promise<CreatedApiKey> {
  const reply = await post(`${url}/api/v1/keys`, { name: 'made' }, bearer(key));
  expect(reply.status).toBe(201);
  return CreatedApiKey.parse(await reply.json());
}

function list(url: string, key: string): Promise<Response> {
  return fetch(`${url}/api/v1/keys`, { headers: bearer(key) });
}

let owners = 0;

/** An API with real access, and a way to make keys of a fresh user as an administrator does. */
async function serveKeys(settings: Record<string, string> = {}) {
  const opened = await access().open(settings);
  owners += 1;
  const owner = `ada-${owners}`;
  await opened.users.create({ id: owner, name: owner, role: 'user' }, ROOT);
  const make = (changes: Partial<Parameters<typeof opened.keys.create>[0]>) =>
    opened.keys.create(
      { owner, name: 'x', scopes: ['chat', 'search'], expires_at: null, ...changes },
      ROOT,
    );
  const url = await serveApp(testParts(noState(), { ...opened, openAccess: false }));
  return { url, make, ...opened };
}
