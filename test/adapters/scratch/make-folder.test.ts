import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '../../../adapters/scratch/make-folder.js';
import { scratchFailure } from '../../../adapters/scratch/scratch-failure.js';
import { ServiceError } from '../../../contracts/failures.js';

test('folders are made where they are to be, each of its own, for their owner alone', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'plumbline-parent-'));
  const made = [makeFolder('work', parent), makeFolder('work', parent)];

  expect(new Set(made).size).toBe(2);
  for (const folder of made) {
    expect(folder.startsWith(join(parent, 'plumbline-work-'))).toBe(true);
    await writeFile(join(folder, 'file'), 'bytes');
  }
  await rm(parent, { recursive: true });
});

test('a place that is missing is unavailable and says what to set', () => {
  const missing = { code: 'unavailable', message: expect.stringContaining('TMPDIR') };

  expect(() => makeFolder('work', '/nowhere/at/all')).toThrow(expect.objectContaining(missing));
});

test('the scratch of a process that the system has taken away is made anew', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'plumbline-parent-'));
  const scratch = join(parent, 'scratch');

  const folder = makeFolder('work', scratch);

  expect((await stat(scratch)).mode & 0o777).toBe(0o700);
  await writeFile(join(folder, 'file'), 'bytes');
  await rm(parent, { recursive: true });
});

test('a place that is full is full storage, and other errors are left as they are', () => {
  const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  const own = new ServiceError('unreadable', 'is broken');
  const unknown = new Error('a bug');

  expect(scratchFailure(full)).toMatchObject({ code: 'storage-full', cause: full });
  expect(scratchFailure(own)).toBe(own);
  expect(scratchFailure(unknown)).toBe(unknown);
});
