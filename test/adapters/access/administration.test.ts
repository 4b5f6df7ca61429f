import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../contracts/administration.js';
import type { OpenAccess } from '../../../infra/services/open-access.js';
import { TEST_DATABASES } from '../state/test-database.js';
import { deaf, useTestAccess } from './open-test-access.js';

const ROOT = { owner: 'local', keyId: null };
const A_SECOND_MS = 1_000;
const PROVIDER = {
  name: 'gpu box',
  kind: 'openai',
  api_url: 'http://gpu.example:8000/v1',
  priority: 100,
} as const;

describe.each(TEST_DATABASES)('administration on $name', ({ create }) => {
  const access = useTestAccess(create);

  test('settings begin with their defaults', async () => {
    expect((await access().open()).settings.current()).toEqual(DEFAULT_SETTINGS);
  });

  test('a change takes hold here at once and on other processes within a second', async () => {
    const [one, other] = await Promise.all([access().open(), access().open()]);

    const changed = await one.settings.change({ api_enabled: false }, ROOT);

    expect(changed).toEqual({ ...DEFAULT_SETTINGS, api_enabled: false });
    expect(one.settings.current()).toEqual(changed);
    expect(await enabledAfter(other, false)).toBeLessThan(A_SECOND_MS);
    expect((await access().open()).settings.current()).toEqual(changed);
    await one.settings.change({ api_enabled: true }, ROOT);
  });

  test('so it does where no notification comes', async () => {
    const one = await access().open();
    const other = await access().open({}, deaf(access().database));

    await one.settings.change({ active_model: 'qwen3:4b' }, ROOT);
    await setTimeout(A_SECOND_MS);
    await other.settings.fresh();

    expect(other.settings.current()).toMatchObject({ active_model: 'qwen3:4b' });
  });

  test('changes at the same time lose nothing of each other', async () => {
    const { settings } = await access().open();
    const limit = { max_requests: 9, window_seconds: 9 };

    await Promise.all([
      settings.change({ global_limit: limit }, ROOT),
      settings.change({ key_limit: limit }, ROOT),
      settings.change({ blocked_user_agents: ['curl'] }, ROOT),
    ]);

    expect(settings.current()).toMatchObject({
      global_limit: limit,
      key_limit: limit,
      blocked_user_agents: ['curl'],
    });
  });

  test('the log of changes holds what was changed, before and after, newest first', async () => {
    const { settings, audit } = await access().open();
    await settings.change({ ip_limit: null }, { owner: 'joe', keyId: 'his key' });

    const { entries, total } = await audit.list({ limit: 1, offset: 0 });

    expect(total).toBeGreaterThan(0);
    expect(entries).toMatchObject([
      {
        actor: 'joe',
        key_id: 'his key',
        action: 'settings-change',
        before: { ip_limit: DEFAULT_SETTINGS.ip_limit },
        after: { ip_limit: null },
        at: expect.stringMatching(/Z$/),
      },
    ]);
  });

  test("a provider's key is kept encrypted, for that provider, and shown to nobody", async () => {
    const { providers, audit } = await access().open();
    const made = await providers.create(PROVIDER, ROOT);
    const id = made?.id ?? '';

    expect(made).toEqual({ ...PROVIDER, id, key_set: false, created_at: expect.any(String) });
    expect(await providers.create(PROVIDER, ROOT)).toBeUndefined();
    expect(await providers.setKey(id, 'sk-of-the-provider', ROOT)).toBe(true);

    expect(await providers.find(id)).toMatchObject({ key_set: true });
    const shown = [await providers.list(), await audit.list({ limit: 100, offset: 0 })];
    const kept = await sql`select * from providers`.execute(access().database.tables);
    expect(JSON.stringify([shown, kept.rows])).not.toContain('sk-of-the-provider');
    expect(JSON.stringify(shown)).not.toContain('sealed');
  });

  test('another address takes the key away, another name does not', async () => {
    const { providers } = await access().open();
    const id = (await providers.create({ ...PROVIDER, name: 'two' }, ROOT))?.id ?? '';
    await providers.setKey(id, 'secret', ROOT);

    expect(await providers.change(id, { name: 'three' }, ROOT)).toMatchObject({ key_set: true });
    expect(await providers.change(id, { api_url: 'http://evil.example' }, ROOT)).toMatchObject({
      name: 'three',
      key_set: false,
    });
    expect(await providers.change(id, { name: PROVIDER.name }, ROOT)).toBeUndefined();
    expect(await providers.remove(id, ROOT)).toBe(true);
    expect(await providers.remove(id, ROOT)).toBe(false);
    expect(await providers.setKey(id, 'secret', ROOT)).toBe(false);
    expect(await providers.change(id, { priority: 1 }, ROOT)).toBeUndefined();
  });
});

/** Milliseconds until a process knows of the switch. */
async function enabledAfter({ settings }: OpenAccess, enabled: boolean): Promise<number> {
  const startedAt = performance.now();
  while (performance.now() - startedAt < 5_000) {
    await settings.fresh();
    if (settings.current().api_enabled === enabled) return performance.now() - startedAt;
    await setTimeout(5);
  }
  return Number.POSITIVE_INFINITY;
}
