import { expect, test } from 'vitest';
import { makeZip } from './make-zip.js';
import { openHere, outline } from './open-here.js';

function odt(body: string, files: Record<string, string> = {}): Buffer {
  return makeZip({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="tb" xmlns:draw="d"><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    ...files,
  });
}

const row = (...cells: string[]) =>
  `<table:table-row>${cells.map((cell) => `<table:table-cell><text:p>${cell}</text:p></table:table-cell>`).join('')}</table:table-row>`;

test('a text keeps its headings, lists, tables and notes', async () => {
  const { pages } = await openHere(
    odt(`<text:h text:outline-level="1">Rivers</text:h>
      <text:p>Two<text:s/>hundred<text:tab/>miles<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>At low water.</text:p></text:note-body></text:note>.</text:p>
      <text:list><text:list-item><text:p>Upper mill</text:p><text:list><text:list-item><text:p>Wheel</text:p></text:list-item></text:list></text:list-item></text:list>
      <table:table><table:table-header-rows>${row('Mill', 'Built')}</table:table-header-rows>${row('Upper', '1620')}</table:table>`),
  );
  expect(pages.flatMap(outline)).toEqual([
    'heading1: Rivers',
    'paragraph: At low water.',
    'paragraph: Two hundred miles1.',
    'list-item: - Upper mill',
    'list-item:   - Wheel',
    'table-header: Mill | Built',
    'table-row: Upper | 1620',
  ]);
});

test('pages are those that its program last set', async () => {
  const { pages } = await openHere(
    odt(
      '<text:h text:outline-level="1">Rivers</text:h><text:p>One.</text:p><text:soft-page-break/><text:p>Two <text:soft-page-break/>three.</text:p>',
    ),
  );
  expect(pages.map(({ kind, text, trail }) => [kind, text, trail])).toEqual([
    ['page', 'Rivers\n\nOne.', []],
    ['page', 'Two', ['Rivers']],
    ['page', 'three.', ['Rivers']],
  ]);
});

test('remarks of reviewers and removed text are not read', async () => {
  const { pages } = await openHere(
    odt(
      '<text:tracked-changes><text:deletion><text:p>Old.</text:p></text:deletion></text:tracked-changes><text:p>New.<office:annotation><text:p>Really?</text:p></office:annotation></text:p>',
    ),
  );
  expect(pages[0]?.text).toBe('New.');
});

test('a text locked by a password says so', async () => {
  const manifest =
    '<manifest:manifest xmlns:manifest="m"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
  await expect(
    openHere(odt('<text:p>x</text:p>', { 'META-INF/manifest.xml': manifest })),
  ).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining('locked by a password'),
  });
});
