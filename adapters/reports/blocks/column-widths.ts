import { plainText, type Spans } from './block.js';

export interface Grid {
  readonly head: readonly Spans[];
  readonly rows: readonly Spans[][];
}

/** Width of a letter of running text, as a share of its size. */
const LETTER = 0.56;
/** Longest word that is kept whole, and longest text that widens its column. */
const LONGEST_WORD = 12;
const LONGEST_TEXT = 40;

/** Widths of the columns of a table that add up to `room`, in its unit: each has room for a word; those with more to say get the rest. */
export function columnWidths(
  { head, rows }: Grid,
  { room, fontSize }: { readonly room: number; readonly fontSize: number },
): number[] {
  const columns = head.map((_, column) => {
    const texts = [head, ...rows].map((row) => plainText(row[column] ?? []));
    const words = texts.flatMap((text) => text.split(/\s+/));
    const word = Math.max(2, ...words.map(({ length }) => Math.min(length, LONGEST_WORD)));
    const text = Math.max(2, ...texts.map(({ length }) => Math.min(length, LONGEST_TEXT)));
    return { least: word * LETTER * fontSize, wish: text };
  });
  const least = sum(columns.map((column) => column.least));
  if (least >= room) return columns.map((column) => (column.least / least) * room);
  const wishes = sum(columns.map(({ wish }) => wish));
  return columns.map((column) => column.least + (column.wish / wishes) * (room - least));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
