import type { TextContent } from 'pdfjs-dist/types/src/display/api.js';
import { type PdfCell, tidyCells } from './pdf-cells.js';

export type PdfItem = TextContent['items'][number];

/** A line of a page as it is set: `cells` holds one text, or more where wide gaps part them. */
export interface PdfLine {
  readonly cells: readonly PdfCell[];
  /** The baseline, in points from the bottom of the page. */
  readonly bottom: number;
  readonly height: number;
  /** Name of the font of most of its letters; a name means something within one page only. */
  readonly font: string;
  /** Whether nearly all of its letters are set in that font. */
  readonly uniform: boolean;
}

interface Word {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly height: number;
  readonly font: string;
  /** Whether white space stands before it. */
  readonly apart: boolean;
}

/** Words on baselines no further apart than this share of the larger height stand on one line, as raised marks do. */
const SAME_LINE = 0.45;
/** A gap of this share of the height is a space although none is written. */
const SPACE = 0.15;
/** A line is in one font when this share of its letters is: marks and numbers of notes often are not. */
const UNIFORM = 0.95;
/** A gap wider than this share of the height parts two cells: justified text stays below. */
const CELL_GAP = 1.3;

/** The lines of a page in the order of its content stream. */
export function pdfLines(items: readonly PdfItem[]): PdfLine[] {
  const lines: Word[][] = [];
  for (const word of wordsOf(items)) {
    const line = lines.at(-1);
    if (line !== undefined && goesOn(line, word)) line.push(word);
    else lines.push([word]);
  }
  return lines.map(lineOf).filter(({ cells }) => cells.length > 0);
}

function* wordsOf(items: readonly PdfItem[]): Generator<Word> {
  let apart = false;
  for (const item of items) {
    if (!('str' in item)) continue;
    const text = item.str.replace(/\s+/g, ' ');
    if (text.trim() === '') {
      apart ||= text !== '' || item.hasEOL;
      continue;
    }
    const left = Number(item.transform[4]);
    yield {
      text: text.trim(),
      left,
      right: left + item.width,
      bottom: Number(item.transform[5]),
      height: item.height,
      font: item.fontName,
      apart: apart || text.startsWith(' '),
    };
    apart = text.endsWith(' ') || item.hasEOL;
  }
}

function goesOn(line: readonly Word[], word: Word): boolean {
  const last = line.at(-1);
  if (last === undefined) return false;
  const height = Math.max(last.height, word.height, 1);
  return (
    Math.abs(last.bottom - word.bottom) <= SAME_LINE * height && word.left >= last.right - height
  );
}

function lineOf(words: readonly Word[]): PdfLine {
  const cells: PdfCell[] = [];
  const letters = new Map<string, number>();
  let previous: Word | undefined;
  for (const word of words) {
    const cell = cells.at(-1);
    const gap = previous === undefined ? 0 : word.left - previous.right;
    const height = Math.max(previous?.height ?? 0, word.height, 1);
    if (cell === undefined || gap > CELL_GAP * height) cells.push(word);
    else {
      const space = word.apart || gap > SPACE * height ? ' ' : '';
      cells[cells.length - 1] = { ...cell, text: cell.text + space + word.text, right: word.right };
    }
    letters.set(word.font, (letters.get(word.font) ?? 0) + word.text.length);
    previous = word;
  }
  const widest = words.reduce((a, b) => (b.text.length > a.text.length ? b : a));
  const [font, most] = [...letters].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
  const all = words.reduce((sum, { text }) => sum + text.length, 0);
  return {
    cells: tidyCells(cells.map(({ text, left, right }) => ({ text, left, right }))),
    bottom: widest.bottom,
    height: widest.height,
    font,
    uniform: most >= UNIFORM * all,
  };
}
