import { parseDocument } from 'htmlparser2';
import mammoth from 'mammoth';
import { z } from 'zod';
import { contentPieces } from '../../pages/html/content-pieces.js';
import { leftOut } from '../archive/left-out.js';
import type { Archive } from '../archive/open-archive.js';
import { checkEntities } from '../archive/read-xml.js';
import { flowDocument } from '../flow-document.js';
import type { DocumentFile, OpenFormat } from '../open-format.js';
import { cutPages, PAGE_BREAK, withoutBreaks } from '../page-breaks.js';
import { checkNesting } from '../read-html.js';
import { coreTitle } from './core-title.js';

const STYLES = [
  "p[style-name='Title'] => h1.title:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  'comment-reference => ',
];

/** A Word document: headings, lists, tables and notes, on the pages that Word last set it on. */
export async function readDocx(file: DocumentFile, archive: Archive): Promise<OpenFormat> {
  const html = await htmlOf(archive);
  checkNesting(html);
  const pieces = contentPieces(parseDocument(html).children);
  const heading = pieces.find(({ kind }) => kind === 'heading');
  return flowDocument(file, {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    title: (await coreTitle(archive)) ?? withoutBreaks(heading?.text ?? ''),
    pages: cutPages(pieces),
    warnings: leftOut(archive),
  });
}

async function htmlOf(archive: Archive): Promise<string> {
  const input = {
    file: {
      exists: archive.has,
      read: (name: string, encoding?: string) => read(archive, name, encoding),
    },
  };
  const options = {
    styleMap: STYLES,
    externalFileAccess: false,
    includeEmbeddedStyleMap: false,
    convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
  };
  // Its types leave out that it takes an opened archive, which here is one that checks sizes.
  const result: unknown = await Reflect.apply(mammoth.convertToHtml, mammoth, [input, options]);
  return z.object({ value: z.string() }).parse(result).value;
}

async function read(archive: Archive, name: string, encoding?: string): Promise<string | Buffer> {
  // A picture is not shown, so it need not be read.
  if (encoding === 'base64') return '';
  const bytes = await archive.bytes(name);
  if (encoding === undefined) return bytes;
  const xml = new TextDecoder(encoding).decode(bytes);
  checkEntities(/<!DOCTYPE[^>[]*(?:\[[\s\S]*?\]\s*)?>/i.exec(xml)?.[0] ?? '');
  return name === 'word/document.xml' ? markPages(withoutBreaks(xml)) : xml;
}

/** Word notes where pages began when it last set the text; as text, the notes stay in their places. */
function markPages(xml: string): string {
  return xml.replace(/<w:lastRenderedPageBreak\s*\/>/g, `<w:t>${PAGE_BREAK}</w:t>`);
}
