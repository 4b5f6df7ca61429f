import { posix } from 'node:path';
import { parseDocument } from 'htmlparser2';
import type { DocumentPage } from '../../../contracts/document-parsing.js';
import type { Warning } from '../../../contracts/warnings.js';
import { decodeText } from '../../pages/decode-text.js';
import { contentPieces } from '../../pages/html/content-pieces.js';
import { cutParts } from '../cut-parts.js';
import { flowDocument } from '../flow-document.js';
import type { DocumentFile, OpenFormat } from '../open-format.js';
import { checkNesting } from '../read-html.js';
import { unreadable } from '../unreadable.js';
import { chapterTitles } from './chapter-titles.js';
import type { Archive } from './open-archive.js';
import { readPackage } from './read-package.js';
import { readXml } from './read-xml.js';

/** A book: its chapters in reading order, known by the titles of its table of contents. */
export async function readEpub(file: DocumentFile, archive: Archive): Promise<OpenFormat> {
  const book = await readPackage(archive);
  await checkLock(archive, book.chapters);
  const titles = await chapterTitles(archive, book);
  const pages: DocumentPage[] = [];
  const warnings: Warning[] = [];
  let title: string | undefined;
  for (const name of book.chapters) {
    if (!archive.has(name)) {
      warnings.push({
        code: 'chapter-missing',
        message: 'The book lacks one of its files.',
        subject: name,
      });
      continue;
    }
    // Files that the table of contents does not name go on with the chapter before them.
    title = titles.get(name) ?? title;
    pages.push(...(await chapterPages(archive, name, { from: pages.length + 1, label: title })));
  }
  return flowDocument(file, {
    mediaType: 'application/epub+zip',
    title: book.title,
    language: book.language,
    pages,
    warnings,
  });
}

async function chapterPages(
  archive: Archive,
  name: string,
  place: { readonly from: number; readonly label: string | undefined },
): Promise<DocumentPage[]> {
  const html = decodeText(await archive.bytes(name), null);
  checkNesting(html);
  return cutParts(contentPieces(parseDocument(html, { xmlMode: false }).children), {
    kind: 'chapter',
    ...place,
  });
}

/** Throws for a book whose chapters are encrypted; encrypted fonts are no hindrance. */
async function checkLock(archive: Archive, chapters: readonly string[]): Promise<void> {
  if (!archive.has('META-INF/encryption.xml')) return;
  const encrypted = new Set<string>();
  await readXml(archive, 'META-INF/encryption.xml', {
    open(element, attributes) {
      const name = element === 'CipherReference' ? attributes.get('URI') : undefined;
      if (name !== undefined) encrypted.add(posix.normalize(decodeURIComponent(name)));
    },
  });
  if (chapters.some((name) => encrypted.has(name))) {
    throw unreadable('is a book with copy protection, which only its seller’s programs open');
  }
}
