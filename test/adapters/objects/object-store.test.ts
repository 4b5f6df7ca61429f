import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ObjectStore } from '../../../contracts/objects.js';
import { TEST_STORES } from './object-stores.js';

const NO_SUCH_KEY = `pages/${'0'.repeat(64)}`;

describe.each(TEST_STORES)('objects in $name', ({ create }) => {
  let objects: ObjectStore;
  let remove: () => Promise<void>;

  beforeAll(async () => {
    ({ objects, remove } = await create());
  });
  afterAll(() => remove());

  test('a body is kept under its prefix and hash and comes back the same', async () => {
    const text = '\ufeffZürich, 東京, \u{1f600}\r\n\0';

    const key = await objects.put('pages', text);

    expect(key).toBe(`pages/${createHash('sha256').update(text).digest('hex')}`);
    expect(await objects.getText(key)).toBe(text);
    expect(Buffer.from(await objects.get(key))).toEqual(Buffer.from(text));
    expect(await objects.has(key)).toBe(true);
  });

  test.each([0, 1, 3_000_000])('%i bytes come back as they were', async (length) => {
    const bytes = new Uint8Array(randomBytes(length + 8).subarray(8));

    const key = await objects.put('bytes', bytes);

    expect(Buffer.from(await objects.get(key)).equals(bytes)).toBe(true);
  });

  test.each([0, 1, 20_000_000])('a stream of %i bytes is kept under its hash', async (length) => {
    const bytes = randomBytes(length);
    const sha256 = createHash('sha256').update(bytes).digest('hex');

    const stored = await objects.putStream('streams', pieces(bytes));

    expect(stored).toEqual({ key: `streams/${sha256}`, sizeBytes: length, sha256 });
    const back = await buffer(await objects.getStream(stored.key));
    expect(back.equals(bytes)).toBe(true);
    const read = await objects.withFile(stored.key, (path) => readFile(path));
    expect(read.equals(bytes)).toBe(true);
  });

  test('of a stream that breaks off nothing is kept, and what broke it is told', async () => {
    const broken = new Error('the sender has gone');
    async function* body() {
      yield randomBytes(9_000_000);
      throw broken;
    }

    await expect(objects.putStream('broken', body())).rejects.toBe(broken);

    expect(await objects.deletePrefix('broken')).toBe(0);
  });

  test('a stream that is let go of early frees its source', async () => {
    const { key } = await objects.putStream('early', pieces(randomBytes(3_000_000)));

    for await (const piece of await objects.getStream(key)) {
      expect(piece.byteLength).toBeGreaterThan(0);
      break;
    }

    expect(await objects.deletePrefix('early')).toBe(1);
  });

  test('twenty writers of one object leave one object', async () => {
    const body = randomBytes(200_000);

    const keys = await Promise.all(Array.from({ length: 20 }, () => objects.put('racing', body)));

    expect(new Set(keys).size).toBe(1);
    expect(Buffer.from(await objects.get(keys[0] ?? '')).equals(body)).toBe(true);
    expect(await objects.deletePrefix('racing')).toBe(1);
  });

  test('the same body under two prefixes is two objects', async () => {
    const [one, two] = [await objects.put('one', 'same'), await objects.put('two', 'same')];
    expect(one).not.toBe(two);

    expect(await objects.deletePrefix('one')).toBe(1);

    expect(await objects.has(one)).toBe(false);
    expect(await objects.getText(two)).toBe('same');
  });

  test('deleting a prefix takes what lies below it and leaves its namesakes', async () => {
    await objects.put('runs/a', '1');
    await objects.put('runs/a', '2');
    await objects.put('runs/a/pages', '3');
    const namesake = await objects.put('runs/ab', '4');

    expect(await objects.deletePrefix('runs/a')).toBe(3);
    expect(await objects.deletePrefix('runs/a')).toBe(0);
    expect(await objects.deletePrefix('never-used')).toBe(0);
    expect(await objects.has(namesake)).toBe(true);
    expect(await objects.put('runs/a', '1')).toMatch(/^runs\/a\//);
  });

  test('the keys of a prefix are listed, also those below it, and no others', async () => {
    const keys = [await objects.put('list/a', '1'), await objects.put('list/a/deep', '2')];
    await objects.put('list/ab', '3');

    expect(await objects.list('list/a')).toEqual(keys.sort());
    expect(await objects.list('never-used')).toEqual([]);
    await expect(objects.list('../etc')).rejects.toMatchObject({ code: 'bad-input' });
  });

  test.each([
    NO_SUCH_KEY,
    '',
    'pages',
    'pages/short',
    '/etc/passwd',
    `../${'0'.repeat(64)}`,
    `pages/../../${'0'.repeat(64)}`,
    `pages/%2e%2e/${'0'.repeat(64)}`,
    `pages\\..\\${'0'.repeat(64)}`,
    `pages/${'0'.repeat(64)}\0`,
    `pages/${'0'.repeat(64)}/`,
  ])('no object is found under %j', async (key) => {
    await expect(objects.get(key)).rejects.toMatchObject({ code: 'not-found' });
    await expect(objects.getText(key)).rejects.toMatchObject({ code: 'not-found' });
    await expect(objects.getStream(key)).rejects.toMatchObject({ code: 'not-found' });
    await expect(objects.withFile(key, async () => {})).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await objects.has(key)).toBe(false);
  });

  test.each(['', '/', '..', 'a/..', '.hidden', 'a//b', '/a', 'a/', 'ü', 'a b', 'f'.repeat(64)])(
    'the prefix %j is refused',
    async (prefix) => {
      await expect(objects.put(prefix, 'body')).rejects.toMatchObject({ code: 'bad-input' });
      await expect(objects.deletePrefix(prefix)).rejects.toMatchObject({ code: 'bad-input' });
    },
  );
});

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 100_000) yield bytes.subarray(at, at + 100_000);
}
