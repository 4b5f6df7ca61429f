import { expect, test } from 'vitest';
import type { PdfItem } from '../../../adapters/pdf/pdf-lines.js';
import { pdfPieces } from '../../../adapters/pdf/pdf-pieces.js';

interface Set {
  readonly height?: number;
  readonly font?: string;
}

/** Text set at a place of the page; a letter is half as wide as it is high. */
function word(
  text: string,
  left: number,
  bottom: number,
  { height = 10, font = 'body' }: Set = {},
): PdfItem {
  return {
    str: text,
    dir: 'ltr',
    transform: [height, 0, 0, height, left, bottom],
    width: (text.length * height) / 2,
    height,
    fontName: font,
    hasEOL: false,
  };
}

const PROSE = 'The river rises in the hills and runs for two hundred miles to the sea.';
/** Enough text for the page to have a style of its own. */
const body = [word(PROSE, 50, 100), word(PROSE, 50, 88), word(PROSE, 50, 76)];

function lines(items: readonly PdfItem[]): string[] {
  return pdfPieces(items).map(({ kind, level, text }) => `${kind}${level ?? ''}: ${text}`);
}

test('the lines of a paragraph are kept, words parted at their end are mended', () => {
  const items = [word('The inter-', 50, 100), word('national body', 50, 88), word('met.', 50, 60)];
  expect(lines(items)).toEqual(['paragraph: The international body', 'paragraph: met.']);
});

test('a row is one line whose cells are parted, with signs at their numbers', () => {
  const row = (label: string, bottom: number, first: string, second: string) => [
    word(label, 50, bottom),
    word('$', 300, bottom),
    word(first, 330, bottom),
    word('$', 400, bottom),
    word(second, 430, bottom),
  ];
  const items = [
    word('2019', 330, 700, { font: 'bold' }),
    word('2018', 430, 700, { font: 'bold' }),
    ...row('Cash ...............', 688, '5,794', '4,225'),
    word('Less: loss', 50, 676),
    word('(12', 330, 676),
    word(')', 350, 676),
    word('—', 430, 676),
    ...row('Total assets', 664, '19,845', '17,890'),
    ...body,
  ];
  expect(lines(items).slice(0, 4)).toEqual([
    'table-header: 2019 | 2018',
    'table-row: Cash | $5,794 | $4,225',
    'table-row: Less: loss | (12) | —',
    'table-row: Total assets | $19,845 | $17,890',
  ]);
});

test('a label between rows belongs to the table', () => {
  const items = [
    word('Net revenues', 50, 700),
    word('2,219', 300, 700),
    word('Liabilities', 50, 688, { font: 'bold' }),
    word('Payable', 50, 676),
    word('292', 300, 676),
    ...body,
  ];
  expect(lines(items).slice(0, 3)).toEqual([
    'table-row: Net revenues | 2,219',
    'table-row: Liabilities',
    'table-row: Payable | 292',
  ]);
});

test('larger lines and short lines in another font are headings, with levels by their size', () => {
  const items = [
    word('On Rivers', 50, 700, { height: 20 }),
    word('Their length', 50, 660, { height: 14 }),
    word('Mills and locks', 50, 630, { font: 'bold' }),
    word('in passing, a remark', 50, 600, { font: 'italic' }),
    ...body,
  ];
  expect(lines(items)).toEqual([
    'heading1: On Rivers',
    'heading2: Their length',
    'heading3: Mills and locks',
    'paragraph: in passing, a remark',
    `paragraph: ${PROSE}\n${PROSE}\n${PROSE}`,
  ]);
});

test('a heading over several lines is one', () => {
  const big = { height: 20 };
  const items = [word('On the Rivers', 50, 700, big), word('of the North', 50, 676, big), ...body];
  expect(lines(items)[0]).toBe('heading1: On the Rivers\nof the North');
});

test('bullets and counters lead list items', () => {
  const items = [
    word('•', 50, 700),
    word('Upper mill', 70, 700),
    word('and its wheel', 70, 688),
    word('(b)', 50, 676),
    word('Lower mill', 90, 676),
    ...body,
  ];
  expect(lines(items).slice(0, 2)).toEqual([
    'list-item: • Upper mill\nand its wheel',
    'list-item: (b) Lower mill',
  ]);
});

test('raised marks stay on their line, and those torn from it are left out', () => {
  const items = [
    word('Ten miles', 50, 700),
    word('1', 95, 704, { height: 6 }),
    ...body,
    word('2', 500, 90, { height: 6 }),
  ];
  expect(lines(items)).toEqual([
    'paragraph: Ten miles1',
    `paragraph: ${PROSE}\n${PROSE}\n${PROSE}`,
  ]);
});

test('a column goes on with the sentence of the one before it', () => {
  const items = [
    word('The river rises', 50, 100),
    word('in the hills.', 320, 700),
    word('Then', 320, 688),
  ];
  expect(lines(items)).toEqual(['paragraph: The river rises\nin the hills.\nThen']);
});

test('a page without text has no pieces', () => {
  expect(pdfPieces([])).toEqual([]);
});
