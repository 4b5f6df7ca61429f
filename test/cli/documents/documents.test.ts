import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { Document } from '../../../contracts/documents.js';
import { startTestStack, type TestStack } from '../../helpers/test-stack.js';
import { documentsHere } from './documents-here.js';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
}, 120_000);

afterAll(() => stack?.close());

/** A folder of files, by their paths in it. */
async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-folder-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

function at(given: Omit<Parameters<typeof documentsHere>[0], 'api'> = {}) {
  return documentsHere({ api: stack.url, ...given });
}

async function listed(options: object = {}): Promise<Document[]> {
  const { stdout } = await at({ options: { json: true, ...options } }).list();
  return z.array(Document).parse(JSON.parse(stdout));
}

test('a folder is added with the folders in it, into a collection that is made for it', async () => {
  const folder = await folderOf({
    'one.txt': 'The first of them.',
    'deep/er/two.md': '# Two\n\nThe second of them.',
    'na\u00efve "quoted".txt': 'The third of them.',
    '.hidden': 'Not this one.',
  });
  await symlink('/etc/hostname', join(folder, 'link'));

  const added = await at({ options: { collection: 'Of a folder' } }).add(folder);

  expect(added).toMatchObject({
    code: 0,
    stdout: '3 files: 3 added, 0 there already, 0 failed\n',
  });
  const names = (await listed({ collection: 'Of a folder' })).map(({ filename }) => filename);
  expect(names.toSorted()).toEqual(['na\u00efve "quoted".txt', 'one.txt', 'two.md']);
});

test('what is there already is passed over by its content, and joins the collection that is named', async () => {
  const folder = await folderOf({ 'a.txt': 'The same bytes.', 'b.txt': 'The same bytes.' });
  const first = await at().add(folder);
  const again = await at().add(folder);
  const joined = await at({ options: { collection: 'Joined' } }).add(folder);

  expect(first.stdout).toBe('2 files: 1 added, 1 there already, 0 failed\n');
  expect(again.stdout).toBe('2 files: 0 added, 2 there already, 0 failed\n');
  expect(joined.stdout).toBe('2 files: 1 added, 1 there already, 0 failed\n');
  expect(await listed({ collection: 'Joined' })).toHaveLength(1);
});

test('bad files are named at the end with the reason, and the others are added', async () => {
  const folder = await folderOf({
    'good.txt': 'Some words to read.',
    'noise.pdf': new Uint8Array([0, 255, 1, 254]),
    'empty.txt': '',
    'same-noise.pdf': new Uint8Array([0, 255, 1, 254]),
  });

  const { code, stdout, stderr } = await at().add(folder);

  expect(code).toBe(1);
  expect(stdout).toBe('4 files: 1 added, 0 there already, 3 failed\n');
  expect(stderr).toMatch(/! .*empty\.txt: The file is empty/);
  expect(stderr).toMatch(/! .*\/noise\.pdf: .*no text/);
  expect(stderr).toMatch(/! .*same-noise\.pdf: .*no text/);
});

test('an interrupted run ends with 130, and the next one goes on', async () => {
  const files = Array.from({ length: 9 }, (_, n) => [`${n}.txt`, `Number ${n} of the nine.`]);
  const folder = await folderOf(Object.fromEntries(files));
  const interrupt = new AbortController();
  const onProgress = (text: string) => {
    if (text.includes('added')) interrupt.abort();
  };

  const stopped = await at({ interrupted: interrupt.signal, onProgress }).add(folder);
  const next = await at({ options: { json: true } }).add(folder);

  expect(stopped).toMatchObject({ code: 130, stdout: '' });
  expect(stopped.stderr).toContain('the same command again goes on');
  expect(next.code).toBe(0);
  const statuses = z.array(z.object({ status: z.string() })).parse(JSON.parse(next.stdout));
  expect(statuses.filter(({ status }) => status === 'known').length).toBeGreaterThan(0);
  const mine = (await listed()).filter(({ filename }) => /^\d\.txt$/.test(filename));
  expect(mine.map(({ status }) => status)).toEqual(Array(9).fill('indexed'));
});

test('a terminal shows a bar with what is done of all', async () => {
  const folder = await folderOf({ 'bar-1.txt': 'A bar, one.', 'bar-2.txt': 'A bar, two.' });

  const { stderr } = await at({ columns: 80 }).add(folder);

  expect(stderr).toMatch(/\u2588+\u2591+ 1 of 2 \u00b7 /);
});

test('documents are deleted by id and by collection, and what refuses is named', async () => {
  const folder = await folderOf({ 'd-1.txt': 'To be deleted, 1.', 'd-2.txt': 'To be deleted, 2.' });
  await at({ options: { collection: 'Doomed' } }).add(folder);
  const [first, second] = await listed({ collection: 'Doomed' });

  const one = await at().remove(first?.document_id ?? '', crypto.randomUUID());
  const rest = await at({ options: { collection: 'Doomed' } }).remove();

  expect(one).toMatchObject({ code: 1, stdout: '1 of 2 deleted\n' });
  expect(one.stderr).toMatch(/! .*not found/i);
  expect(rest).toMatchObject({ code: 0, stdout: '1 of 1 deleted\n' });
  const ids = (await listed()).map(({ document_id }) => document_id);
  expect(ids).not.toContain(second?.document_id);
});

test.each([
  ['a path that is not there', () => at().add('/nowhere/at/all'), /no file or folder/],
  [
    'a collection that is not there',
    () => at({ options: { collection: 'No' } }).list(),
    /no collection/,
  ],
  ['nothing to delete', () => at().remove(), /Name documents by id/],
])('%s is bad use', async (_, work, words) => {
  const { code, stderr } = await work();

  expect(code).toBe(2);
  expect(stderr).toMatch(words);
});
