import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { readPayloadKeys } from '../../../adapters/payloads/payload-keys.js';

const KEY = Buffer.alloc(32, 1).toString('base64');
const OTHER_KEY = Buffer.alloc(32, 2).toString('base64');
let folder: string;

beforeEach(async () => {
  const parent = await mkdtemp(join(tmpdir(), 'plumbline-keys-'));
  folder = join(parent, 'home');
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
});

test('the first start makes a key that only its owner can read, and later ones keep it', async () => {
  const [key, ...others] = await readPayloadKeys({ folder });

  expect(others).toEqual([]);
  expect(key?.secret).toHaveLength(32);
  expect((await stat(join(folder, 'payload-keys'))).mode & 0o777).toBe(0o600);
  expect(await readPayloadKeys({ folder })).toEqual([key]);
  expect(await readdir(folder)).toEqual(['payload-keys']);
});

test('processes that start together agree on one key', async () => {
  const made = await Promise.all(Array.from({ length: 20 }, () => readPayloadKeys({ folder })));

  expect(new Set(made.map(([key]) => key?.id)).size).toBe(1);
  expect(await readdir(folder)).toEqual(['payload-keys']);
});

test('two instances have different keys', async () => {
  const [one] = await readPayloadKeys({ folder });
  const [two] = await readPayloadKeys({ folder: `${folder}-2` });

  expect(one?.secret).not.toEqual(two?.secret);
});

test('the setting goes first, and the key of the folder still decrypts', async () => {
  const [filed] = await readPayloadKeys({ folder });

  const keys = await readPayloadKeys({ setting: `new:${KEY}, old:${OTHER_KEY}`, folder });

  expect(keys.map(({ id }) => id)).toEqual(['new', 'old', filed?.id]);
  expect(keys[0]?.secret).toEqual(Buffer.alloc(32, 1));
});

test('with a setting no file is made', async () => {
  expect(await readPayloadKeys({ setting: `only:${KEY}`, folder })).toHaveLength(1);

  await expect(stat(folder)).rejects.toThrow('ENOENT');
});

test('a key file can be rotated by hand: the first line encrypts', async () => {
  await readPayloadKeys({ folder });
  const file = join(folder, 'payload-keys');
  const before = await readFile(file, 'utf8');
  await writeFile(file, `new:${KEY}\n${before}`);

  const keys = await readPayloadKeys({ folder });

  expect(keys.map(({ id }) => id)).toEqual(['new', before.split(':')[0]]);
});

test.skipIf(process.platform === 'win32').each([0o644, 0o640, 0o606])(
  'a key file with mode %o is refused, with the way to mend it',
  async (mode) => {
    await readPayloadKeys({ folder });
    await chmod(join(folder, 'payload-keys'), mode);

    await expect(readPayloadKeys({ folder })).rejects.toMatchObject({
      code: 'not-configured',
      message: expect.stringContaining('chmod 600'),
    });
  },
);

test.each([
  '',
  ' , ',
  'no-colon',
  `:${KEY}`,
  'short:c2hvcnQ=',
  `id with space:${KEY}`,
  `a:${KEY},a:${OTHER_KEY}`,
  `a:${KEY}:b`,
])('the setting %j is refused without being repeated', async (setting) => {
  const refusal = readPayloadKeys({ setting, folder });

  await expect(refusal).rejects.toMatchObject({
    code: 'not-configured',
    message: expect.stringContaining('PAYLOAD_KEYS'),
  });
  await expect(refusal).rejects.not.toThrow(KEY);
});

test('an emptied key file is refused, not replaced', async () => {
  await readPayloadKeys({ folder });
  await writeFile(join(folder, 'payload-keys'), '');

  await expect(readPayloadKeys({ folder })).rejects.toMatchObject({ code: 'not-configured' });
});
