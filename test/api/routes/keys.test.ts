import { expect, test } from 'vitest';
import { CreatedApiKey } from '../../../contracts/keys.js';
import { useTestAccess } from '../../adapters/access/open-test-access.js';
import { noState } from '../no-state.js';
import { bearer } from '../scripted-callers.js';
import { post, serveApp, testParts } from '../test-app.js';

const access = useTestAccess();
const ROOT = { owner: 'local', keyId: null };

test('a key is shown once, works, and is listed without its content', async () => {
  const { url, ada } = await serveKeys();

  const made = await makeKey(url, { name: ' ci ' }, ada);
  const list = await (await fetch(`${url}/api/v1/keys`, { headers: bearer(made.key) })).json();
  const one = await fetch(`${url}/api/v1/keys/${made.id}`, { headers: bearer(ada) });

  expect(made).toMatchObject({ name: 'ci', owner: expect.stringMatching(/^ada/) });
  expect(list).toMatchObject({ total: 2, keys: [{ id: made.id, name: 'ci' }, {}] });
  expect(JSON.stringify(list)).not.toContain(made.key);
  expect(await one.json()).not.toHaveProperty('key');
});

test('a deleted key is a 401 at once', async () => {
  const { url, ada } = await serveKeys();
  const { id, key } = await makeKey(url, { name: 'x' }, ada);

  const deleted = await fetch(`${url}/api/v1/keys/${id}`, {
    method: 'DELETE',
    headers: bearer(key),
  });
  const after = await fetch(`${url}/api/v1/keys`, { headers: bearer(key) });

  expect(deleted.status).toBe(200);
  expect(after.status).toBe(401);
});

test('a key gives no scope that its maker lacks', async () => {
  const { url, chat } = await serveKeys();

  const more = await post(`${url}/api/v1/keys`, { name: 'x', scopes: ['search'] }, bearer(chat));
  const same = await post(`${url}/api/v1/keys`, { name: 'x' }, bearer(chat));

  expect(more.status).toBe(403);
  expect(await more.json()).toMatchObject({ error: 'missing_scope' });
  expect(await same.json()).toMatchObject({ scopes: ['chat'] });
});

test('a key made with an expiring one expires no later', async () => {
  const { url, expiring, expires_at } = await serveKeys();
  const later = new Date(Date.parse(expires_at) + 1_000).toISOString();

  for (const wanted of [null, later]) {
    const made = await makeKey(url, { name: 'x', expires_at: wanted }, expiring);
    expect(made.expires_at).toBe(expires_at);
  }
});

test.each([
  [{}, 'missing', 'name'],
  [{ name: ' ' }, 'string_too_short', 'name'],
  [{ name: 'x', scopes: [] }, 'too_short', 'scopes'],
  [{ name: 'x', scopes: ['root'] }, 'enum', 'scopes'],
  [{ name: 'x', expires_at: 'tomorrow' }, 'value_error', 'expires_at'],
  [{ name: 'x', expires_at: '2020-01-01T00:00:00Z' }, 'datetime_future', 'expires_at'],
])('%j is refused as %s', async (body, type, field) => {
  const { url, ada } = await serveKeys();

  const reply = await post(`${url}/api/v1/keys`, body, bearer(ada));

  expect(reply.status).toBe(422);
  expect(await reply.json()).toMatchObject({ detail: [{ type }] });
  expect(field).toBeTruthy();
});

test.each(['GET', 'DELETE'])("%s of another's key is a 404", async (method) => {
  const { url, ada, bob } = await serveKeys();
  const { id, key } = await makeKey(url, { name: 'x' }, ada);

  const reply = await fetch(`${url}/api/v1/keys/${id}`, { method, headers: bearer(bob) });

  expect(reply.status).toBe(404);
  expect((await fetch(`${url}/api/v1/keys`, { headers: bearer(key) })).status).toBe(200);
});

test('an administrator makes, lists and deletes keys of any user', async () => {
  const { url, root, owner } = await serveKeys();
  const limit = { max_requests: 5, window_seconds: 10 };

  const body = { owner, name: 'service', scopes: ['chat'], limit };
  const made = CreatedApiKey.parse(
    await (await post(`${url}/api/admin/keys`, body, bearer(root))).json(),
  );
  const list = await fetch(`${url}/api/admin/keys?owner=${owner}`, { headers: bearer(root) });
  const deleted = await fetch(`${url}/api/admin/keys/${made.id}`, {
    method: 'DELETE',
    headers: bearer(root),
  });
  const again = await fetch(`${url}/api/admin/keys/${made.id}`, {
    method: 'DELETE',
    headers: bearer(root),
  });

  expect(made).toMatchObject({ owner, limit, scopes: ['chat'] });
  const shown = JSON.stringify(await list.json());
  expect(shown).toContain(made.id);
  expect(shown).not.toContain(made.key);
  expect(deleted.status).toBe(200);
  expect(again.status).toBe(404);
});

test('an administrator makes users, and deactivates them', async () => {
  const { url, root } = await serveKeys();
  const change = (id: string, body: unknown) =>
    fetch(`${url}/api/admin/users/${id}`, {
      method: 'PATCH',
      headers: bearer(root),
      body: JSON.stringify(body),
    });

  const made = await post(`${url}/api/admin/users`, { id: 'x@example.org' }, bearer(root));
  const twice = await post(`${url}/api/admin/users`, { id: 'x@example.org' }, bearer(root));
  const unknown = await post(`${url}/api/admin/keys`, { owner: 'who', name: 'x' }, bearer(root));

  expect(made.status).toBe(201);
  expect(twice.status).toBe(409);
  expect(unknown.status).toBe(404);
  expect(await (await change('x@example.org', { active: false })).json()).toMatchObject({
    id: 'x@example.org',
    active: false,
  });
  expect((await change('who', { active: false })).status).toBe(404);
  expect((await change('local', { active: false })).status).toBe(409);
  const users = await fetch(`${url}/api/admin/users?limit=100`, { headers: bearer(root) });
  expect(await users.json()).toMatchObject({
    users: expect.arrayContaining([
      expect.objectContaining({ id: 'x@example.org', active: false }),
    ]),
  });
});

test.each([
  ['GET', 'keys'],
  ['POST', 'keys'],
  ['DELETE', 'keys/1'],
  ['GET', 'users'],
  ['POST', 'users'],
  ['PATCH', 'users/1'],
])('%s /api/admin/%s is for administrators', async (method, path) => {
  const { url, ada } = await serveKeys();

  const reply = await fetch(`${url}/api/admin/${path}`, { method, headers: bearer(ada) });

  expect(reply.status).toBe(403);
});

async function makeKey(url: string, body: unknown, key: string): Promise<CreatedApiKey> {
  const reply = await post(`${url}/api/v1/keys`, body, bearer(key));
  expect(reply.status).toBe(201);
  return CreatedApiKey.parse(await reply.json());
}

let users = 0;

/** An API with keys of a fresh ada and bob, of ada's for chat alone, of one that expires, and of an administrator. */
async function serveKeys() {
  const { keys, users: people, callers } = await access().open();
  users += 1;
  const owner = `ada-${users}`;
  const bob = `bob-${users}`;
  for (const id of [owner, bob]) await people.create({ id, name: id, role: 'user' }, ROOT);
  const expires_at = new Date(Date.now() + 3_600_000).toISOString();
  const make = async (changes: Partial<Parameters<typeof keys.create>[0]>) => {
    const key = { owner, name: 'x', scopes: ['chat', 'documents'], expires_at: null } as const;
    return (await keys.create({ ...key, scopes: [...key.scopes], ...changes }, ROOT)).key;
  };
  const parts = testParts(noState(), { openAccess: false, callers, keys, users: people });
  return {
    url: await serveApp(parts),
    owner,
    ada: await make({}),
    bob: await make({ owner: bob }),
    chat: await make({ owner: bob, scopes: ['chat'] }),
    expiring: await make({ owner: bob, expires_at }),
    expires_at,
    root: await make({ owner: 'local', scopes: ['admin'] }),
  };
}
