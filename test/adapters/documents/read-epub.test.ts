import { expect, test } from 'vitest';
import { makeZip } from './make-zip.js';
import { openHere, outline } from './open-here.js';

const chapter = (body: string) =>
  `<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>${body}</body></html>`;

function book(files: Record<string, string> = {}): Buffer {
  return makeZip({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml':
      '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
    'OEBPS/book.opf': `<package xmlns:dc="dc"><metadata><dc:title>On Rivers</dc:title><dc:language>en-GB</dc:language></metadata>
      <manifest><item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>
      <item id="a" href="text/one%20a.xhtml" media-type="application/xhtml+xml"/>
      <item id="b" href="text/two.xhtml" media-type="application/xhtml+xml"/>
      <item id="c" href="text/gone.xhtml" media-type="application/xhtml+xml"/></manifest>
      <spine><itemref idref="b"/><itemref idref="a"/><itemref idref="c"/></spine></package>`,
    'OEBPS/nav.xhtml': `<html xmlns:epub="e"><body><nav epub:type="landmarks"><a href="text/two.xhtml">Start</a></nav>
      <nav epub:type="toc"><ol><li><a href="text/two.xhtml#top">The <em>Source</em></a></li><li><a href="text/one%20a.xhtml">The Mouth</a></li></ol></nav></body></html>`,
    'OEBPS/text/one a.xhtml': chapter('<h1>The Mouth</h1><p>It meets the sea.</p>'),
    'OEBPS/text/two.xhtml': chapter('<p>It rises in the hills.</p><ul><li>Upper mill</li></ul>'),
    ...files,
  });
}

test('a book is read chapter by chapter in reading order, under its table of contents', async () => {
  const { title, language, pages, warnings } = await openHere(book());
  expect({ title, language }).toEqual({ title: 'On Rivers', language: 'en' });
  expect(pages.map((page) => [page.number, page.kind, page.label, outline(page)])).toEqual([
    [1, 'chapter', 'The Source', ['paragraph: It rises in the hills.', 'list-item: - Upper mill']],
    [2, 'chapter', 'The Mouth', ['heading1: The Mouth', 'paragraph: It meets the sea.']],
  ]);
  expect(warnings).toMatchObject([{ code: 'chapter-missing', subject: 'OEBPS/text/gone.xhtml' }]);
});

test('a book with copy protection says so, one with hidden fonts is read', async () => {
  const encryption = (file: string) =>
    `<encryption><EncryptedData><CipherData><CipherReference URI="${file}"/></CipherData></EncryptedData></encryption>`;
  await expect(
    openHere(book({ 'META-INF/encryption.xml': encryption('OEBPS/text/one%20a.xhtml') })),
  ).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining('copy protection'),
  });
  const fonts = await openHere(book({ 'META-INF/encryption.xml': encryption('OEBPS/a.otf') }));
  expect(fonts.pageCount).toBe(2);
});

test('a long chapter is several pages under one name', async () => {
  const long = chapter(`<p>${'It rises in the hills. '.repeat(40)}</p>`.repeat(20));
  const { pages } = await openHere(book({ 'OEBPS/text/two.xhtml': long }));
  expect(pages.length).toBeGreaterThan(3);
  expect(new Set(pages.map(({ label }) => label))).toEqual(new Set(['The Source', 'The Mouth']));
  expect(pages.map(({ number }) => number)).toEqual(pages.map((_page, index) => index + 1));
});
