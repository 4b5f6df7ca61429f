import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePdf } from '../pages/make-pdf.js';
import { openHere } from './open-here.js';

const path = process.env['PATH'];
let folder: string;

async function program(name: string, script: string): Promise<void> {
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, name), 0o755);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-ocr-'));
  // The picture of a page is its number, as the program is asked for it.
  await program('pdftoppm', 'test "$1" = -v || echo "picture of page $5"');
  await program('tesseract', 'test "$1" = --version || { cat; echo "in $4"; }');
  process.env['PATH'] = `${folder}${delimiter}${path}`;
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
