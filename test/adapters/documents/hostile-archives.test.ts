import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeDocx, wordParagraph } from './make-docx.js';
import { makeZip } from './make-zip.js';
import { openHere } from './open-here.js';

const MB = 1024 * 1024;
const BOMB =
  '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>';

const docx = makeDocx(wordParagraph('Text.'));

function odt(xml: string): Record<string, string> {
  return { mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': xml };
}

test('an archive whose files are too large together is refused before any is inflated', async () => {
  const bomb = makeDocx(wordParagraph('Text.'), { 'word/a.bin': Buffer.alloc(20 * MB) });
  expect(bomb.length).toBeLessThan(MB);
  await expect(openHere(bomb, 'a.docx', { unpackedBytes: 10 * MB })).rejects.toMatchObject({
    code: 'too-large',
    message: expect.stringContaining('unpacks to more than 10 MB'),
  });
});

test('a file that inflates to more than it says is cut off', async () => {
  const xml = `<office:document>${' '.repeat(20 * MB)}</office:document>`;
  await expect(
    openHere(makeZip(odt(xml), { claimed: { 'content.xml': 100 } })),
  ).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining('broken'),
  });
});

test.each([
  [
    'OpenDocument',
    makeZip(odt(`<?xml version="1.0"?>${BOMB}<office:document>&c;</office:document>`)),
  ],
  [
    'Word',
    makeDocx('', {
      'word/document.xml': `<?xml version="1.0"?>${BOMB}<w:document xmlns:w="w"><w:body>&c;</w:body></w:document>`,
    }),
  ],
  [
    'PowerPoint',
    makeZip({
      'ppt/presentation.xml': `<?xml version="1.0"?>${BOMB}<p:presentation>&c;</p:presentation>`,
    }),
  ],
])('XML that declares entities in a file of %s is refused', async (_program, bytes) => {
  await expect(openHere(bytes)).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining('declares its own entities'),
  });
});

test('names that lead out of the archive lead nowhere', async () => {
  const outside = '../../../../../../tmp/plumbline-outside.txt';
  const { pages } = await openHere(
    makeDocx(wordParagraph('Text.'), {
      [outside]: 'gone',
      '/etc/plumbline-outside': 'gone',
      'a\u0000b\n': 'x',
    }),
  );
  expect(pages[0]?.text).toBe('Text.');
  expect(existsSync('/tmp/plumbline-outside.txt')).toBe(false);
});

test.each([
  ['cut off', docx.subarray(0, docx.length / 2), 'broken or incomplete'],
  ['without its end', docx.subarray(0, docx.length - 30), 'broken or incomplete'],
  ['with a damaged body', damaged(docx), 'broken'],
  ['without a document', makeZip({ 'a.txt': 'x' }), 'unpack it'],
  ['with broken XML', makeZip(odt('<office:document><text:p>')), 'broken XML'],
  ['that nests too deep', makeZip(odt('<text:p>'.repeat(5_000))), 'deeper than'],
])('an archive %s is refused with what to do', async (_what, bytes, words) => {
  await expect(openHere(bytes)).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining(words),
  });
});

function damaged(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const at = copy.indexOf('word/document.xml') + 30;
  copy.fill(0xff, at, at + 20);
  return copy;
}
