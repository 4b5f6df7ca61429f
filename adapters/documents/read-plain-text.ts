import { plainParagraphs } from '../pages/plain-paragraphs.js';
import type { Piece } from '../text/piece.js';
import { cutParts } from './cut-parts.js';
import { flowDocument } from './flow-document.js';
import type { DocumentFile, OpenFormat } from './open-format.js';

/** Plain text: paragraphs parted by blank lines, list items by their signs. */
export function readPlainText(file: DocumentFile, text: string): Promise<OpenFormat> {
  const pages = cutParts(textPieces(text), { kind: 'part' });
  return flowDocument(file, { mediaType: 'text/plain', pages });
}

/** A text's paragraphs and list items. */
export function textPieces(text: string): Piece[] {
  return plainParagraphs(text)
    .split(/\n{2,}/)
    .flatMap(paragraphPieces);
}

function paragraphPieces(paragraph: string): Piece[] {
  const items = paragraph.split(/\n(?=\s*(?:[-*+•–]|\d{1,3}[.)]) )/);
  if (items.length < 2) return [{ kind: 'paragraph', text: paragraph.trim() }];
  return items.map((item, index) => ({
    kind: /^\s*(?:[-*+•–]|\d{1,3}[.)]) /.test(item) ? 'list-item' : 'paragraph',
    text: item.trim(),
    close: index > 0,
  }));
}
