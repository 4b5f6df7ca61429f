import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { createFileObjects } from '../../../adapters/objects/file-objects.js';
import { CAN_MOUNT, mountSmallDisk } from '../../helpers/small-disk.js';

let folder: string;

beforeEach(async () => {
  const parent = await mkdtemp(join(tmpdir(), 'plumbline-objects-'));
  folder = join(parent, 'objects');
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
});

test('an object is a file of its key, readable by its owner alone', async () => {
  const key = await createFileObjects(folder).put('pages', 'body');

  expect(await readFile(join(folder, key), 'utf8')).toBe('body');
  expect((await stat(join(folder, key))).mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
});

test('a file that was cut off by other means is written anew', async () => {
  const objects = createFileObjects(folder);
  const key = await objects.put('pages', 'the whole body');
  await writeFile(join(folder, key), 'the wh');

  await objects.put('pages', 'the whole body');

  expect(await objects.getText(key)).toBe('the whole body');
});

test('what a dead process left half written is cleared away, what is being written is not', async () => {
  const incoming = join(folder, '.incoming');
  await mkdir(incoming, { recursive: true });
  await writeFile(join(incoming, 'old'), 'half');
  await utimes(join(incoming, 'old'), 0, 0);
  await writeFile(join(incoming, 'new'), 'half');

  await createFileObjects(folder).put('pages', 'body');

  expect(await readdir(incoming)).toEqual(['new']);
});

test('a store whose folder is deleted meanwhile goes on', async () => {
  const objects = createFileObjects(folder);
  await objects.put('pages', 'one');
  await rm(folder, { recursive: true });

  await objects.put('pages', 'two').catch(() => objects.put('pages', 'two'));

  expect(await objects.put('pages', 'one')).toMatch(/^pages/);
});

test('writing and deleting a prefix at once never fails', async () => {
  const objects = createFileObjects(folder);

  await Promise.all(
    Array.from({ length: 60 }, (_, index) =>
      index % 6 === 0 ? objects.deletePrefix('busy') : objects.put('busy', `${index}`),
    ),
  );
});

test('a folder that cannot be made is unavailable', async () => {
  await writeFile(folder, 'a file');

  await expect(createFileObjects(folder).put('pages', 'body')).rejects.toMatchObject({
    code: 'unavailable',
  });
});

test.skipIf(!CAN_MOUNT)(
  'a full disk says so, keeps nothing half, and goes on when there is room',
  async () => {
    const disk = mountSmallDisk('256k');
    const objects = createFileObjects(disk);
    const kept = await objects.put('pages', 'before');
    const body = randomBytes(200_000);
    await writeFile(join(disk, 'ballast'), randomBytes(150_000));

    await expect(objects.put('pages', body)).rejects.toMatchObject({ code: 'storage-full' });
    expect(await objects.getText(kept)).toBe('before');
    expect(await readdir(join(disk, 'pages'))).toHaveLength(1);
    expect(await readdir(join(disk, '.incoming'))).toEqual([]);

    await rm(join(disk, 'ballast'));
    expect(Buffer.from(await objects.get(await objects.put('pages', body))).equals(body)).toBe(
      true,
    );
  },
);
