import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../../adapters/state/open-database.js';
import { keysCommand } from '../../../cli/keys/keys-command.js';
import { readEnv } from '../../../infra/env.js';
import { claimHome } from '../../../infra/home/claim-home.js';
import { openAccess } from '../../../infra/services/open-access.js';
import { useTestAccess } from '../../adapters/access/open-test-access.js';
import { createEmbedded } from '../../adapters/state/test-database.js';
import { noState } from '../../api/no-state.js';
import { serveApp, testParts } from '../../api/test-app.js';

const ROOT = { owner: 'local', keyId: null };
const access = useTestAccess();
let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'plumbline-keys-'));
  const { folder, remove } = await createEmbedded();
  await rename(folder, join(home, 'state'));
  await remove();
});
afterEach(() => {
  process.exitCode = undefined;
});
afterAll(() => rm(home, { recursive: true, force: true }));

test('keys are made, listed and deleted in the database while no instance runs', async () => {
  const made = await keys('create', '--owner', 'ada', '--scopes', 'chat,search', '--days', '7');
  const [, id = ''] = /Key (\S+) of ada/.exec(made.stderr) ?? [];
  const listed = await keys('list');
  expect(await identify(made.stdout.trim())).toMatchObject({
    caller: { owner: 'ada', scopes: ['chat', 'search'], role: 'user' },
  });
  const deleted = await keys('delete', id);
  const again = await keys('delete', id);

  expect(made.stdout).toMatch(/^sk-scalytics-[\w-]{43}\n$/);
  expect(listed.stdout).toContain(id);
  expect(listed.stdout).not.toContain(made.stdout.trim());
  expect(deleted).toMatchObject({ code: 0, stderr: `Deleted ${id}\n` });
  expect(again).toMatchObject({ code: 1, stderr: `There is no key ${id}\n` });
  expect(await identify(made.stdout.trim())).toEqual({ refused: 'unknown' });
});

test('a running instance that owns the data folder is asked', async () => {
  const claimed = await claimHome(home);
  const { keys: store, users, callers } = await access().open();
  const root = await store.create(
    { owner: 'local', name: 'root', scopes: ['admin'], expires_at: null },
    ROOT,
  );
  const parts = testParts(noState(), { openAccess: false, keys: store, users, callers });
  const settings = { PORT: new URL(await serveApp(parts)).port, PLUMBLINE_API_KEY: root.key };

  const made = await keysAt(settings, 'create', '--owner', 'bob');
  const again = await keysAt(settings, 'create', '--owner', 'bob');
  const listed = await keysAt(settings, 'list', '--owner', 'bob');
  const [, id = ''] = /Key (\S+) of bob/.exec(made.stderr) ?? [];
  const deleted = await keysAt(settings, 'delete', id);
  const refused = await keysAt({ ...settings, PLUMBLINE_API_KEY: 'sk-other' }, 'list');
  await claimed.release();

  expect(again.code).toBe(0);
  expect(listed.stdout.trim().split('\n')).toHaveLength(3);
  expect(deleted.code).toBe(0);
  expect(await callers.identify(made.stdout.trim())).toEqual({ refused: 'unknown' });
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('not known here') });
});

test.each([
  [['create', '--scopes', 'root'], 'chat, search'],
  [['create', '--days', 'soon'], 'number of days'],
  [['delete'], 'Name the key'],
  [['create', '--owner', 'eve', '--scopes', 'admin'], 'eve is none there'],
])('%j is refused with what to do', async (words, message) => {
  const { stderr } = await keys(...words);

  expect(stderr).toContain(message);
});

function keys(...words: readonly string[]) {
  return keysAt({}, ...words);
}

/** Runs the command as the terminal does, on streams of its own. */
async function keysAt(settings: Record<string, string>, ...words: readonly string[]) {
  process.exitCode = 0;
  const stdout: string[] = [];
  const stderr: string[] = [];
  const output = { write: (text: string) => stdout.push(text) };
  const errors = { write: (text: string) => stderr.push(text) };
  const environment = { PLUMBLINE_HOME: home, ...settings };
  const command = keysCommand({ output, errors, environment });
  for (const each of command.commands)
    each.exitOverride().configureOutput({ writeErr: errors.write });
  await command
    .exitOverride()
    .parseAsync(words, { from: 'user' })
    .catch(() => {});
  return { code: process.exitCode, stdout: stdout.join(''), stderr: stderr.join('') };
}

/** What the next instance over this data folder would say of a key. */
async function identify(key: string) {
  const database = await openDatabase({ folder: join(home, 'state') });
  const opened = await openAccess(readEnv({ PLUMBLINE_HOME: home }), { database, secrets: [] });
  const identity = await opened.callers.identify(key);
  await opened.close();
  await database.close();
  return identity;
}
