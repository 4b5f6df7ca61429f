import type { Piece } from '../text/piece.js';
import { type BodyStyle, bodyStyle, lineRole, lineText } from './line-role.js';
import { type PdfItem, type PdfLine, pdfLines } from './pdf-lines.js';
import { findTables, type RoledLine } from './table-lines.js';

/** Lines further apart than this many line heights belong to different paragraphs. */
const PARAGRAPH_GAP = 1.8;
/** Marks this small that stand alone are the raised numbers of footnotes, torn from their words. */
const MARK_HEIGHT = 0.75;
const MARK_CHARS = 3;

/**
 * The text of a PDF page as pieces: headings by size and font, rows with their cells, list items, and
 * paragraphs whose lines are kept while words parted at a line's end are mended.
 */
export function pdfPieces(items: readonly PdfItem[]): Piece[] {
  const all = pdfLines(items);
  const body = bodyStyle(all);
  const lines = all.filter((line) => !isTornMark(line, body));
  const roled = findTables(lines.map((line) => ({ line, role: lineRole(line, body) })));
  const levels = headingLevels(roled);
  const pieces: Piece[] = [];
  let previous: RoledLine | undefined;
  for (const current of roled) {
    const last = pieces.at(-1);
    if (last !== undefined && previous !== undefined && goesOn(previous, current, last)) {
      pieces[pieces.length - 1] = { ...last, text: append(last.text, lineText(current.line)) };
    } else pieces.push(pieceOf(current, previous, levels));
    previous = current;
  }
  return pieces;
}

function isTornMark(line: PdfLine, body: BodyStyle): boolean {
  return line.height <= MARK_HEIGHT * body.height && lineText(line).length <= MARK_CHARS;
}

/** Level of each height that headings of the page have, the largest first. */
function headingLevels(lines: readonly RoledLine[]): Map<number, number> {
  const heights = lines
    .filter(({ role }) => role === 'heading')
    .map(({ line }) => Math.round(line.height));
  const sorted = [...new Set(heights)].sort((a, b) => b - a);
  return new Map(sorted.map((height, index) => [height, Math.min(index + 1, 6)]));
}

function goesOn(previous: RoledLine, current: RoledLine, piece: Piece): boolean {
  const { line: above, role } = previous;
  const { line: below } = current;
  const height = Math.max(above.height, below.height, 1);
  const gap = above.bottom - below.bottom;
  const alike = Math.abs(above.height - below.height) <= 0.15 * height;
  if (role === 'heading') {
    const same = current.role === 'heading' && above.font === below.font;
    return same && alike && gap > 0 && gap <= PARAGRAPH_GAP * height;
  }
  if (current.role !== 'text' || (role !== 'text' && role !== 'item') || !alike) return false;
  // A line above the one before it starts another column, which may go on with the same sentence.
  return gap > 0 ? gap <= PARAGRAPH_GAP * height : !/[.:!?]["”’)]*$/.test(piece.text);
}

function append(text: string, next: string): string {
  if (/\p{L}\p{Ll}-$/u.test(text) && /^\p{Ll}/u.test(next)) return text.slice(0, -1) + next;
  return `${text}\n${next}`;
}

function pieceOf(
  { line, role }: RoledLine,
  previous: RoledLine | undefined,
  levels: ReadonlyMap<number, number>,
): Piece {
  const inTable = previous?.role === 'row' || previous?.role === 'header';
  switch (role) {
    case 'heading': {
      const level = levels.get(Math.round(line.height));
      return { kind: 'heading', text: lineText(line), level };
    }
    case 'row':
    case 'header': {
      const text = line.cells.map((cell) => cell.text).join(' | ');
      return { kind: role === 'row' ? 'table-row' : 'table-header', text, close: inTable };
    }
    case 'item':
      return { kind: 'list-item', text: lineText(line), close: previous?.role === 'item' };
    default:
      return { kind: 'paragraph', text: lineText(line) };
  }
}
