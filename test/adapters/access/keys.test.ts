import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, test, vi } from 'vitest';
import { type Actor, SCOPES } from '../../../contracts/callers.js';
import type { OpenAccess } from '../../../infra/services/open-access.js';
import { TEST_DATABASES } from '../state/test-database.js';
import { counted, deaf, useTestAccess } from './open-test-access.js';

const ROOT: Actor = { owner: 'local', keyId: null };
const A_SECOND_MS = 1_000;

describe.each(TEST_DATABASES)('keys on $name', ({ create }) => {
  const access = useTestAccess(create);

  test('the first start of all makes one administrator key, however many start at once', async () => {
    const opened = await Promise.all([access().open(), access().open(), access().open()]);

    const keys = await Promise.all(opened.map(({ firstKey }) => firstKey()));
    const made = keys.filter((key) => key !== undefined);
    expect(made).toHaveLength(1);
    expect(made[0]).toMatch(/^sk-scalytics-[\w-]{43}$/);
    expect(await opened[0].callers.identify(made[0] ?? '')).toMatchObject({
      caller: { owner: 'local', role: 'admin', scopes: SCOPES },
    });
    expect(await (await access().open()).firstKey()).toBeUndefined();
  });

  test('a key is known by its hash alone', async () => {
    const { keys, callers } = await access().open({ API_KEY_PREFIX: 'sk-test-' });

    const made = await newKey(keys, { name: 'laptop', scopes: ['chat', 'chat', 'search'] });

    expect(made.key).toMatch(/^sk-test-[\w-]{43}$/);
    expect(made.prefix).toBe(`${made.key.slice(0, 12)}…`);
    expect(await callers.identify(made.key)).toEqual({
      caller: {
        owner: 'local',
        role: 'admin',
        scopes: ['chat', 'search'],
        keyId: made.id,
        via: 'key',
        expiresAt: null,
        limit: null,
      },
    });
    expect(await callers.identify(made.key.slice(0, -1))).toEqual({ refused: 'unknown' });
    const { rows } = await sql`
      select row_to_json(k)::text || coalesce((select string_agg(row_to_json(a)::text, '') from audit_log a), '') as kept
      from api_keys k where id = ${made.id}`.execute(access().database.tables);
    expect(JSON.stringify(rows)).toContain('laptop');
    expect(JSON.stringify(rows)).not.toContain(made.key.slice(-30));
  });

  test('a remembered key costs no query, nor does a known wrong one', async () => {
    const database = counted(access().database);
    const { keys, callers } = await access().open({}, database);
    const { key } = await newKey(keys);
    await callers.identify(key);
    await callers.identify('sk-guess');
    const before = database.queries();

    for (let times = 0; times < 50; times++) {
      await callers.identify(key);
      await callers.identify('sk-guess');
    }

    // The version is read beside the work once in half a second.
    expect(database.queries() - before).toBeLessThan(3);
  });

  test('a deleted key is refused by every process within a second', async () => {
    const [one, other] = await Promise.all([access().open(), access().open()]);
    const { id, key } = await newKey(one.keys);
    expect(await other.callers.identify(key)).toHaveProperty('caller');

    await one.keys.remove(id, ROOT);

    expect(await one.callers.identify(key)).toEqual({ refused: 'unknown' });
    expect(await refusedAfter(other, key)).toBeLessThan(A_SECOND_MS);
    expect(await one.keys.remove(id, ROOT)).toBe(false);
  });

  test('so is one deleted behind our back while no notification comes', async () => {
    const { tables } = access().database;
    const { keys, callers } = await access().open({}, deaf(access().database));
    const { id, key } = await newKey(keys);
    expect(await callers.identify(key)).toHaveProperty('caller');

    await tables.deleteFrom('api_keys').where('id', '=', id).execute();
    await setTimeout(A_SECOND_MS);

    expect(await callers.identify(key)).toEqual({ refused: 'unknown' });
  });

  test('a new key is known where it was refused before', async () => {
    const [one, other] = await Promise.all([access().open(), access().open()]);
    const { key } = await newKey(one.keys);

    expect(await other.callers.identify(key)).toHaveProperty('caller');
  });

  test('an expired key is refused as expired', async () => {
    const { keys, callers } = await access().open();
    const expires_at = new Date(Date.now() + 3_600_000).toISOString();
    const { key } = await newKey(keys, { expires_at });
    expect(await callers.identify(key)).toMatchObject({ caller: { expiresAt: expires_at } });

    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(expires_at) });

    expect(await callers.identify(key)).toEqual({ refused: 'expired' });
    vi.useRealTimers();
  });

  test('the keys of an inactive user rest until the user is active again', async () => {
    const { keys, users, callers } = await access().open();
    await users.create({ id: 'eve', name: 'Eve', role: 'user' }, ROOT);
    const { key } = await newKey(keys, { owner: 'eve' });

    await users.change('eve', { active: false }, ROOT);
    expect(await callers.identify(key)).toEqual({ refused: 'inactive' });
    await users.change('eve', { active: true }, ROOT);
    expect(await callers.identify(key)).toHaveProperty('caller');
  });

  test('a key gives the scope admin only while its user is an administrator', async () => {
    const { keys, users, callers } = await access().open();
    await users.create({ id: 'ann', name: 'Ann', role: 'admin' }, ROOT);
    const { key } = await newKey(keys, { owner: 'ann', scopes: ['chat', 'admin'] });
    expect(await callers.identify(key)).toMatchObject({ caller: { scopes: ['chat', 'admin'] } });

    await users.change('ann', { role: 'user' }, ROOT);

    expect(await callers.identify(key)).toMatchObject({ caller: { scopes: ['chat'] } });
  });

  test('nobody makes a key for an unknown user', async () => {
    const { keys } = await access().open();

    await expect(newKey(keys, { owner: 'nobody' })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('the last use is written together and later, not with each request', async () => {
    const opened = await access().open();
    const { id, key } = await newKey(opened.keys);
    await opened.callers.identify(key);
    expect(await opened.keys.find(id)).toMatchObject({ last_used_at: null });

    await opened.close();

    const { last_used_at } = (await opened.keys.find(id)) ?? {};
    expect(Date.now() - Date.parse(last_used_at ?? '')).toBeLessThan(60_000);
  });

  test("the settings' key is an administrator's and is in no table", async () => {
    const key = 'a key of thirty-two characters or more';
    const { callers, keys } = await access().open({ ADMIN_API_KEY: key });

    expect(await callers.identify(key)).toMatchObject({
      caller: { owner: 'local', role: 'admin' },
    });
    expect(await callers.identify(`${key}!`)).toEqual({ refused: 'unknown' });
    const all = await keys.list({ limit: 100, offset: 0 });
    expect(all.keys.map(({ name }) => name)).not.toContain('ADMIN_API_KEY');
  });

  test('another pepper stops the start, with what to do', async () => {
    const { keys, checkPepper } = await access().open();
    await checkPepper();
    await newKey(keys);
    const other = await access().open({ KEY_PEPPER: 'another pepper of 32 characters or more' });

    await expect(other.checkPepper()).rejects.toThrow(/KEY_PEPPER/);
  });

  test('every change is in the audit log, with who made it', async () => {
    const { keys, users } = await access().open();
    await users.create({ id: 'joe', name: 'Joe', role: 'user' }, ROOT);
    const by = { owner: 'joe', keyId: 'the key of joe' };
    const { id } = await newKey(keys, { owner: 'joe' }, by);
    await users.change('joe', { active: false }, ROOT);
    await keys.remove(id, ROOT);

    const rows = await access()
      .database.tables.selectFrom('audit_log')
      .select(['actor', 'key_id', 'action', 'target', 'before', 'after'])
      .where('target', 'in', ['joe', id])
      .orderBy('seq')
      .execute();

    expect(rows).toMatchObject([
      { actor: 'local', action: 'user-create', target: 'joe', after: { active: true } },
      { actor: 'joe', key_id: 'the key of joe', action: 'key-create', target: id },
      { action: 'user-change', before: { active: true }, after: { active: false } },
      { action: 'key-delete', before: { owner: 'joe' }, after: null },
    ]);
  });
});

function newKey(
  keys: OpenAccess['keys'],
  changes: Partial<Parameters<OpenAccess['keys']['create']>[0]> = {},
  by: Actor = ROOT,
) {
  return keys.create(
    { owner: 'local', name: 'test', scopes: ['chat'], expires_at: null, ...changes },
    by,
  );
}

/** Milliseconds until a process refuses a key. */
async function refusedAfter({ callers }: OpenAccess, key: string): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    if ('refused' in (await callers.identify(key))) return performance.now() - startedAt;
    if (performance.now() - startedAt > 5_000) return Number.POSITIVE_INFINITY;
    await setTimeout(5);
  }
}
