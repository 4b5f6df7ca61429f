import { plainParagraphs } from '../pages/plain-paragraphs.js';
import type { Piece } from '../text/piece.js';
import { cutParts } from './cut-parts.js';
import { flowDocument } from './flow-document.js';
import type { DocumentFile, OpenFormat } from './open-format.js';
import { splitPiece } from './split-piece.js';

const MOST_CHARS = 2_000;

/** JSON as it stands, set over lines where it is not yet. */
export function readJson(file: DocumentFile, text: string): Promise<OpenFormat> {
  const lines = text.split('\n').length;
  const spread = text.length / lines > 200 ? JSON.stringify(JSON.parse(text), null, 1) : text;
  const whole: Piece = { kind: 'code', text: plainParagraphs(spread) };
  const pieces = splitPiece(whole, MOST_CHARS).map((piece, index) => ({
    ...piece,
    close: index > 0,
  }));
  return flowDocument(file, {
    mediaType: 'application/json',
    language: null,
    pages: cutParts(pieces, { kind: 'part' }),
  });
}
