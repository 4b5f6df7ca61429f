import type { EvidenceDocument, PageRange, Passage } from '../../contracts/evidence.js';
import { splitSentences } from '../text/sentences.js';
import { words } from '../text/words.js';

/** A passage is closed once it holds this many words … */
const FULL_WORDS = 80;
/** … or this many at the end of a paragraph … */
const FULL_PARAGRAPH_WORDS = 50;
/** … and takes no sentence that would bring it beyond this many. */
const MOST_WORDS = 160;
/** A single sentence is cut at this many characters: tables and minified text know no full stop. */
const MOST_CHARACTERS = 1_600;

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly words: number;
}

/**
 * Cuts a document into passages of about 80 to 160 words along paragraphs and sentences, in order, without overlap,
 * never across a page. `text` is exactly `document.text.slice(start, end)`.
 */
export function splitPassages(document: EvidenceDocument): Passage[] {
  return rangesOf(document).flatMap(({ number, start, end }) =>
    gather(document.text, piecesOf(document.text, start, end)).map((passage) => ({
      text: document.text.slice(passage.start, passage.end),
      start: passage.start,
      end: passage.end,
      page: number,
    })),
  );
}

function rangesOf({
  text,
  pages,
}: EvidenceDocument): readonly (
  | PageRange
  | { readonly number: null; readonly start: number; readonly end: number }
)[] {
  if (pages === undefined || pages.length === 0)
    return [{ number: null, start: 0, end: text.length }];
  return pages;
}

function piecesOf(text: string, start: number, end: number): Piece[] {
  return splitSentences(text.slice(start, end)).flatMap((sentence) =>
    cutLong(text, start + sentence.start, start + sentence.end),
  );
}

/** Cuts at the last space before the limit, or hard where there is none. */
function cutLong(text: string, from: number, end: number): Piece[] {
  const pieces: Piece[] = [];
  let start = from;
  while (end - start > MOST_CHARACTERS) {
    const space = text.lastIndexOf(' ', start + MOST_CHARACTERS);
    const cut = space > start ? space : start + MOST_CHARACTERS;
    pieces.push(pieceOf(text, start, cut));
    start = text[cut] === ' ' ? cut + 1 : cut;
  }
  return [...pieces, pieceOf(text, start, end)].filter((piece) => piece.end > piece.start);
}

function pieceOf(text: string, start: number, end: number): Piece {
  const piece = text.slice(start, end);
  // Scripts without spaces make one "word" of a sentence; four characters stand for one there.
  return { start, end, words: Math.max(words(piece).length, Math.floor(piece.length / 12)) };
}

/** Joins neighbours until a passage is full. */
function gather(text: string, pieces: readonly Piece[]): Piece[] {
  const passages: Piece[] = [];
  for (const piece of pieces) {
    const last = passages.at(-1);
    if (last !== undefined && takes(text, last, piece))
      passages[passages.length - 1] = {
        start: last.start,
        end: piece.end,
        words: last.words + piece.words,
      };
    else passages.push(piece);
  }
  return passages;
}

function takes(text: string, passage: Piece, next: Piece): boolean {
  const newParagraph = /\n\s*\n/.test(text.slice(passage.end, next.start));
  const full = newParagraph ? FULL_PARAGRAPH_WORDS : FULL_WORDS;
  return passage.words < full && passage.words + next.words <= MOST_WORDS;
}
