import type { DocumentPage } from '../../contracts/document-parsing.js';
import type { Piece } from '../text/piece.js';
import { cutParts, type Part, pageOf, startPart, takePiece } from './cut-parts.js';

/** Stands in the text of pieces where a new page begins; of the private use area, so no text has it. */
export const PAGE_BREAK = '\uE000';

/** A text without the sign that we use for page breaks. */
export function withoutBreaks(text: string): string {
  return text.replaceAll(PAGE_BREAK, '');
}

/** The pages of a document whose program noted where they begin; parts where it did not. */
export function cutPages(pieces: readonly Piece[]): DocumentPage[] {
  const marked = pieces.some(({ text }) => text.includes(PAGE_BREAK));
  if (!marked) return cutParts(pieces, { kind: 'part' });
  const parts: Part[] = [startPart(undefined)];
  for (const piece of pieces.flatMap(splitAtBreaks)) {
    if (piece.breaks > 0) {
      for (let count = 0; count < piece.breaks; count++) parts.push(startPart(parts.at(-1)));
    }
    const last = parts.at(-1);
    if (last !== undefined && piece.text !== '') takePiece(last, piece);
  }
  return parts.map((part, index) => ({
    ...pageOf(part, { kind: 'page' }, index + 1),
    label: null,
  }));
}

interface BrokenPiece extends Piece {
  /** How many pages begin before it. */
  readonly breaks: number;
}

/** A row stays whole and moves to the page that begins within it; other text is parted there. */
function splitAtBreaks(piece: Piece): BrokenPiece[] {
  const texts = piece.text.split(PAGE_BREAK);
  if (piece.kind === 'table-row' || piece.kind === 'table-header') {
    return [{ ...piece, text: texts.join('').trim(), breaks: texts.length - 1 }];
  }
  return texts.map((text, index) => ({
    ...piece,
    text: text.trim(),
    breaks: index === 0 ? 0 : 1,
    close: index === 0 && piece.close,
  }));
}
