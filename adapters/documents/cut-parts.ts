import type { DocumentPage, PageKind } from '../../contracts/document-parsing.js';
import { joinPieces } from '../text/join-pieces.js';
import type { Piece } from '../text/piece.js';
import { splitPiece } from './split-piece.js';

/** A part is closed at the next heading once it holds this much … */
const FULL_CHARS = 2_000;
/** … and takes nothing that would bring it beyond this. */
const MOST_CHARS = 5_000;
/** A part of a table is larger: its rows are short, and there are many. */
const MOST_TABLE_CHARS = 16_000;

interface CutOptions {
  readonly kind: PageKind;
  /** Number of the first part. */
  readonly from?: number | undefined;
  /** What all parts are known by; unless given, each by the heading it stands under. */
  readonly label?: string | undefined;
}

interface Part {
  readonly pieces: Piece[];
  readonly trail: readonly string[];
  chars: number;
}

/**
 * Cuts the pieces of a document that has no pages into parts of about two printed pages, before a heading
 * where there is one. A table that goes on in the next part takes its header rows along.
 */
export function cutParts(pieces: readonly Piece[], options: CutOptions): DocumentPage[] {
  const { kind, from = 1, label } = options;
  return partsOf(pieces).map((part, index) => ({
    number: from + index,
    label: label ?? headingOf(part),
    kind,
    ...joinPieces(part.pieces),
    trail: [...part.trail],
  }));
}

function partsOf(pieces: readonly Piece[]): Part[] {
  const parts: Part[] = [];
  const open: Piece[] = [];
  let headers: Piece[] = [];
  for (const whole of pieces) {
    for (const piece of splitPiece(whole, MOST_CHARS)) {
      const last = parts.at(-1);
      headers = headersAt(piece, headers);
      if (last === undefined || isFull(last, piece)) {
        const repeated = piece.kind === 'table-row' && piece.close ? headers : [];
        const chars = repeated.reduce((sum, { text }) => sum + text.length, piece.text.length);
        const trail = open.filter((heading) => !closes(piece, heading)).map(({ text }) => text);
        parts.push({ pieces: [...repeated, piece], trail, chars });
      } else {
        last.pieces.push(piece);
        last.chars += piece.text.length;
      }
      if (piece.kind === 'heading') openHeading(open, piece);
    }
  }
  return parts;
}

/** The header rows of the table that a piece belongs to, the piece among them when it is one. */
function headersAt(piece: Piece, headers: readonly Piece[]): Piece[] {
  if (piece.kind === 'table-header') return piece.close ? [...headers, piece] : [piece];
  return piece.kind === 'table-row' && piece.close ? [...headers] : [];
}

function isFull({ pieces, chars }: Part, next: Piece): boolean {
  if (next.kind === 'heading') {
    const onlyHeadings = pieces.every(({ kind }) => kind === 'heading');
    return chars >= FULL_CHARS && !onlyHeadings;
  }
  const most = next.kind === 'table-row' ? MOST_TABLE_CHARS : MOST_CHARS;
  return chars + next.text.length > most;
}

function closes(piece: Piece, heading: Piece): boolean {
  return piece.kind === 'heading' && (piece.level ?? 1) <= (heading.level ?? 1);
}

function openHeading(open: Piece[], heading: Piece): void {
  while (open.length > 0 && closes(heading, open.at(-1) ?? heading)) open.pop();
  open.push(heading);
}

function headingOf({ pieces, trail }: Part): string | null {
  return pieces.find(({ kind }) => kind === 'heading')?.text ?? trail.at(-1) ?? null;
}
