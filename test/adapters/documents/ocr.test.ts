import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { DOCUMENT_LIMITS } from '../../../adapters/documents/document-limits.js';
import { createDocumentParser } from '../../../adapters/documents/document-parser.js';
import { openDocument } from '../../../adapters/documents/open-document.js';
import { makePdf } from '../pages/make-pdf.js';
import { openHere } from './open-here.js';

const path = process.env['PATH'];
let folder: string;

async function program(name: string, script: string): Promise<void> {
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, name), 0o755);
}

/** Tesseract, which notes each page that it is given. */
async function recogniser(script: string): Promise<void> {
  await rm(join(folder, 'noted'), { force: true });
  await program('tesseract', `test "$1" = --version || { echo $$ >> ${folder}/noted; ${script}; }`);
}

/** The process ids of all calls. */
async function noted(): Promise<number[]> {
  const lines = await readFile(join(folder, 'noted'), 'utf8').catch(() => '');
  return lines.split('\n').filter(Boolean).map(Number);
}

/** Whether a process runs; one that has ended and that nobody has asked about yet does not. */
function runs(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}

/** Opens a PDF in this process, under a limit of time, and reads no page. */
async function openOnly(pages: readonly string[], stepMs = DOCUMENT_LIMITS.stepMs) {
  const path = join(folder, 'scan.pdf');
  await writeFile(path, makePdf(pages));
  const limits = { ...DOCUMENT_LIMITS, stepMs };
  const document = await openDocument({ path, filename: 'scan.pdf', limits });
  await document.close();
  return document.info;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-ocr-'));
  process.env['PATH'] = `${folder}${delimiter}${path}`;
});
beforeEach(async () => {
  // The picture of a page is its number, as the program is asked for it.
  await program('pdftoppm', 'test "$1" = -v || echo "picture of page $5"');
  await recogniser('cat; echo "in $4"');
});
afterAll(async () => {
  process.env['PATH'] = path;
  await rm(folder, { recursive: true });
});

test('pages that are pictures are recognised where the programs for it are installed', async () => {
  const { pages } = await openHere(makePdf(['', 'Printed text', '']));
  expect(pages.map(({ text }) => text)).toEqual([
    'picture of page 1\nin eng',
    'Printed text',
    'picture of page 3\nin eng',
  ]);
});

test('opening recognises a few pictures, however many there are', async () => {
  await recogniser('cat >/dev/null');

  const { pageCount } = await openOnly(['Printed text', ...Array.from({ length: 20 }, () => '')]);

  expect(pageCount).toBe(21);
  expect(await noted()).toHaveLength(3);
});

test('pictures on which nothing is found end in time, and the document is opened', async () => {
  await recogniser('cat >/dev/null; sleep 0.2');

  const { pageCount } = await openOnly(
    Array.from({ length: 60 }, () => ''),
    10_000,
  );

  expect(pageCount).toBe(60);
  expect((await noted()).length).toBeLessThan(60);
});

test('what recognises a page ends with the parser that is ended', async () => {
  await recogniser('cat >/dev/null; exec sleep 600');
  const parser = createDocumentParser({ processes: 1 });
  onTestFinished(() => parser.close());
  const ending = new AbortController();

  const opening = parser
    .open({ content: { bytes: makePdf(['']) }, filename: 'a.pdf' }, ending.signal)
    .catch((error: unknown) => error);
  await expect.poll(noted, { timeout: 30_000 }).toHaveLength(1);
  const [program = 0] = await noted();
  expect(runs(program)).toBe(true);
  ending.abort();
  await opening;

  await expect.poll(() => runs(program), { timeout: 5_000 }).toBe(false);
}, 60_000);

test.each([
  [
    'fails',
    'echo "no language xyz" >&2; exit 1',
    120_000,
    /page 1 .*no language xyz.*OCR_LANGUAGES/,
  ],
  ['takes too long', 'exec sleep 60', 800, /page 1 .*too long.*DOCUMENT_PARSE_SECONDS/],
] as const)('a recogniser that %s is named with what to do', async (_how, script, stepMs, says) => {
  await recogniser(`cat >/dev/null; ${script}`);

  await expect(openOnly([''], stepMs)).rejects.toThrow(says);
});
