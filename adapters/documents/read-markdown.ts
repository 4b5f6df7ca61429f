import { parseDocument } from 'htmlparser2';
import MarkdownIt from 'markdown-it';
import { contentPieces } from '../pages/html/content-pieces.js';
import type { Piece } from '../text/piece.js';
import { cutParts } from './cut-parts.js';
import { flowDocument } from './flow-document.js';
import type { DocumentFile, OpenFormat } from './open-format.js';

/** Markdown as its text, with headings, lists, tables and code; HTML in it stays as it is written. */
export function readMarkdown(file: DocumentFile, text: string): Promise<OpenFormat> {
  const pieces = markdownPieces(text);
  return flowDocument(file, {
    mediaType: 'text/markdown',
    title: pieces.find(({ kind }) => kind === 'heading')?.text,
    pages: cutParts(pieces, { kind: 'part' }),
  });
}

function markdownPieces(text: string): Piece[] {
  // Front matter is told apart by its place: a block of settings before the first line of text.
  const body = text.replace(/^\uFEFF?---\r?\n[\s\S]*?\r?\n(?:---|\.\.\.)\r?\n/, '');
  const html = new MarkdownIt({ html: false }).render(body);
  return contentPieces(parseDocument(html).children);
}
