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

export interface CutOptions {
  readonly kind: PageKind;
  /** Number of the first part. */
  readonly from?: number | undefined;
  /** What all parts are known by; unless given, each by the heading it stands under. */
  readonly label?: string | undefined;
  /** Headings above the document's own, such as the name of a sheet. */
  readonly trail?: readonly string[] | undefined;
}

/** A page in the making. */
export interface Part {
  readonly pieces: Piece[];
  /** Headings that are open where it begins. */
  readonly trail: Piece[];
  /** Headings that are open where it ends. */
  readonly open: Piece[];
  /** Header rows of the table that it ends in. */
  headers: readonly Piece[];
  chars: number;
}

/**
 * Cuts the pieces of a document that has no pages into parts of about two printed pages, before a heading
 * where there is one. A table that goes on in the next part takes its header rows along.
 */
export function cutParts(pieces: readonly Piece[], options: CutOptions): DocumentPage[] {
  const parts: Part[] = [];
  for (const whole of pieces) {
    for (const piece of splitPiece(whole, MOST_CHARS)) {
      const last = parts.at(-1);
      if (last !== undefined && !isFull(last, piece)) takePiece(last, piece);
      else {
        const part = startPart(last);
        takePiece(part, piece);
        parts.push(part);
      }
    }
  }
  return parts.map((part, index) => pageOf(part, options, (options.from ?? 1) + index));
}

/** A part without text yet, under the headings and within the table that the one before it leaves open. */
export function startPart(previous: Part | undefined): Part {
  const open = previous?.open ?? [];
  return {
    pieces: [],
    trail: [...open],
    open: [...open],
    headers: previous?.headers ?? [],
    chars: 0,
  };
}

/** Adds a piece; one that begins a part within a table is led by the table's header rows. */
export function takePiece(part: Part, piece: Piece): void {
  if (part.pieces.length === 0) {
    if (piece.kind === 'table-row' && piece.close) part.pieces.push(...part.headers);
    // A heading at the top closes those above it at once.
    if (piece.kind === 'heading') closeHeadings(part.trail, piece);
  }
  part.headers = headersAt(piece, part.headers);
  if (piece.kind === 'heading') {
    closeHeadings(part.open, piece);
    part.open.push(piece);
  }
  part.pieces.push(piece);
  part.chars += piece.text.length;
}

export function pageOf(
  part: Part,
  { kind, label, trail = [] }: CutOptions,
  number: number,
): DocumentPage {
  return {
    number,
    label: label ?? headingOf(part),
    kind,
    ...joinPieces(part.pieces),
    trail: [...trail, ...part.trail.map(({ text }) => text)],
  };
}

/** The header rows of the table that a piece belongs to, the piece among them when it is one. */
function headersAt(piece: Piece, headers: readonly Piece[]): readonly Piece[] {
  if (piece.kind === 'table-header') return piece.close ? [...headers, piece] : [piece];
  return piece.kind === 'table-row' && piece.close ? headers : [];
}

function isFull({ pieces, chars }: Part, next: Piece): boolean {
  if (next.kind === 'heading') {
    const onlyHeadings = pieces.every(({ kind }) => kind === 'heading');
    return chars >= FULL_CHARS && !onlyHeadings;
  }
  const most = next.kind === 'table-row' ? MOST_TABLE_CHARS : MOST_CHARS;
  return chars + next.text.length > most;
}

function closeHeadings(open: Piece[], heading: Piece): void {
  const level = heading.level ?? 1;
  while (open.length > 0 && (open.at(-1)?.level ?? 1) >= level) open.pop();
}

function headingOf({ pieces, trail }: Part): string | null {
  return (pieces.find(({ kind }) => kind === 'heading') ?? trail.at(-1))?.text ?? null;
}
