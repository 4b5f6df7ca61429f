import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { createDocumentParser } from '../../../adapters/documents/document-parser.js';
import type { DocumentSource } from '../../../contracts/document-parsing.js';
import { makePdf } from '../pages/make-pdf.js';
import { packedPdf } from './hostile-pdf.js';
import { collect, parseBytes } from './parse-bytes.js';

const parser = createDocumentParser({ processes: 1 });
afterAll(() => parser.close());

const never = new AbortController().signal;
const THREE_PAGES = makePdf(['Preface', 'Chapter one', 'Chapter two'], { labels: true });

function open(bytes: Uint8Array, filename = 'upload.bin', signal = never) {
  return parser.open({ content: { bytes }, filename }, signal);
}

test('a PDF under any name is parsed page by page with its printed labels', async () => {
  const { mediaType, pageCount, title, pages } = await parseBytes(
    parser,
    THREE_PAGES,
    'Rivers.txt',
  );
  expect({ mediaType, pageCount, title }).toEqual({
    mediaType: 'application/pdf',
    pageCount: 3,
    title: 'Rivers',
  });
  expect(pages.map(({ number, label, kind, text }) => [number, label, kind, text])).toEqual([
    [1, 'i', 'page', 'Preface'],
    [2, '1', 'page', 'Chapter one'],
    [3, '2', 'page', 'Chapter two'],
  ]);
});

test('parsing goes on from any page', async () => {
  const document = await open(THREE_PAGES);
  const rest = await collect(document.pages(2));
  expect(rest.map(({ number, text }) => [number, text])).toEqual([
    [2, 'Chapter one'],
    [3, 'Chapter two'],
  ]);
  expect(await collect(document.pages(4))).toEqual([]);
  await document.close();
});

test('a file is parsed where it lies and stays there', async () => {
  const path = new URL('../../../README.md', import.meta.url).pathname;
  const before = await readFile(path, 'utf8');
  const document = await parser.open({ content: { path }, filename: 'README.md' }, never);
  expect(document.info).toMatchObject({ mediaType: 'text/markdown', title: 'Plumbline' });
  await document.close();
  expect(await readFile(path, 'utf8')).toBe(before);
});

test('the next document waits for a free process, and a caller that gives up leaves the queue', async () => {
  const first = await open(THREE_PAGES);
  const impatient = new AbortController();
  const given = open(THREE_PAGES, 'a.pdf', impatient.signal);
  const second = open(THREE_PAGES);
  impatient.abort(new Error('no more patience'));
  await expect(given).rejects.toThrow('no more patience');
  await first.close();
  expect((await second).info.pageCount).toBe(3);
  await (await second).close();
}, 60_000);

test.each([
  ['an empty file', Buffer.alloc(0), 'bad-input', 'is empty'],
  ['one byte', Buffer.from('x'), 'unreadable', 'holds no text'],
  ['a locked PDF', makePdf(['Secret'], { encrypted: true }), 'unreadable', 'locked by a password'],
  ['a PDF of pictures', makePdf(['', '']), 'unreadable', 'needs OCR'],
  ['half a PDF', THREE_PAGES.subarray(0, 300), 'unreadable', 'broken PDF'],
  [
    'noise',
    Buffer.from(Array.from({ length: 4096 }, (_x, at) => (at * 7919) % 31)),
    'unreadable',
    'not read',
  ],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'unreadable', 'image/png'],
])('%s is refused with what to do', async (_what, bytes, code, words) => {
  await expect(open(bytes)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(words),
  });
});

test('a PDF with more pages than the limit is too large', async () => {
  const pages = Array.from({ length: 20_000 }, () => 'x');
  await expect(open(makePdf(pages))).rejects.toMatchObject({
    code: 'too-large',
    message: expect.stringContaining('has 20,000 pages and the limit is 5,000'),
  });
});

test('a file larger than the limit is refused before it is read', async () => {
  const small = createDocumentParser({ limits: { fileBytes: 2 * 1024 * 1024 } });
  await expect(
    small.open({ content: { bytes: Buffer.alloc(3 * 1024 * 1024) }, filename: 'a' }, never),
  ).rejects.toMatchObject({
    code: 'too-large',
    message: expect.stringContaining('has 3 MB and the limit is 2 MB'),
  });
  await small.close();
});

test('a PDF that inflates beyond the memory limit costs itself alone', async () => {
  const narrow = createDocumentParser({ processes: 1, limits: { memoryMb: 640 } });
  const bomb = packedPdf(Buffer.alloc(800 * 1024 * 1024, ' '));
  await expect(parseBytes(narrow, bomb)).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining('more than 640 MB of memory'),
  });
  expect((await parseBytes(narrow, THREE_PAGES)).pageCount).toBe(3);
  await narrow.close();
}, 60_000);

test('a PDF that takes too long costs itself alone', async () => {
  const hasty = createDocumentParser({ processes: 1, limits: { stepMs: 5_000 } });
  const endless = packedPdf(Buffer.from('BT /F1 9 Tf (x) Tj ET '.repeat(4_000_000)));
  await expect(parseBytes(hasty, endless)).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining('longer than 5 s'),
  });
  await hasty.close();
}, 60_000);

test('a caller that gives up ends the parsing at once, and the next document is parsed', async () => {
  const leaving = new AbortController();
  const document = await open(THREE_PAGES, 'a.pdf', leaving.signal);
  leaving.abort(new Error('left'));
  await expect(collect(document.pages())).rejects.toThrow('left');
  await document.close();
  expect((await parseBytes(parser, THREE_PAGES)).pageCount).toBe(3);
});

test('what a killed parsing process had on disk is taken away', async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'plumbline-scratch-'));
  const alone = createDocumentParser({ processes: 1, scratch });
  const leaving = new AbortController();
  const content = { path: new URL('../../../package.json', import.meta.url).pathname };
  const document = await alone.open({ content, filename: 'a.json' }, leaving.signal);
  const ours = async () =>
    (await readdir(scratch)).filter((name) => name.startsWith('plumbline-parser-'));
  expect(await ours()).toHaveLength(1);

  leaving.abort(new Error('left'));
  await expect(collect(document.pages())).rejects.toThrow('left');
  await document.close();
  await alone.close();

  await vi.waitFor(async () => expect(await ours()).toEqual([]));
  await rm(scratch, { recursive: true });
});

test('a process takes the next document, and ends when none comes', async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'plumbline-idle-'));
  const briefly = createDocumentParser({ processes: 1, idleMs: 300, scratch });
  const ours = async () =>
    (await readdir(scratch)).filter((name) => name.startsWith('plumbline-parser-'));
  const content = { bytes: Buffer.from('{"river": "Lena"}') };
  const first = await briefly.open({ content, filename: 'a.json' }, never);
  const [process] = await ours();
  await first.close();
  const second = await briefly.open({ content, filename: 'b.json' }, never);
  expect(await ours()).toEqual([process]);
  await second.close();
  await vi.waitFor(async () => expect(await ours()).toEqual([]), { timeout: 5_000 });
  await briefly.close();
  await rm(scratch, { recursive: true });
});

test('a folder for temporary files that is missing is a failure that says so, and parsing goes on when it is there', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'plumbline-scratch-'));
  const scratch = join(parent, 'missing', 'scratch');
  const alone = createDocumentParser({ processes: 1, scratch });
  const missing = { code: 'unavailable', message: expect.stringContaining('set TMPDIR') };
  const path = new URL('../../../package.json', import.meta.url).pathname;
  const opened = (content: DocumentSource['content']) =>
    alone.open({ content, filename: 'a.json' }, never);

  await expect(opened({ path })).rejects.toMatchObject(missing);
  await expect(opened({ bytes: await readFile(path) })).rejects.toMatchObject(missing);
  await mkdir(join(parent, 'missing'));
  await (await opened({ path })).close();

  await alone.close();
  await rm(parent, { recursive: true });
});
