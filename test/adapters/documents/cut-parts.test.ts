import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutParts } from '../../../adapters/documents/cut-parts.js';
import type { Piece } from '../../../adapters/text/piece.js';

const paragraph = (chars: number): Piece => ({ kind: 'paragraph', text: 'x'.repeat(chars) });
const heading = (text: string, level = 1): Piece => ({ kind: 'heading', text, level });

test('a part ends before a heading once it is full', () => {
  const parts = cutParts(
    [heading('A'), paragraph(500), heading('B'), paragraph(2_500), heading('C')],
    {
      kind: 'part',
    },
  );
  expect(parts.map(({ number, label }) => [number, label])).toEqual([
    [1, 'A'],
    [2, 'C'],
  ]);
});

test('a part knows the headings it stands under, and none that its own first heading closes', () => {
  const parts = cutParts(
    [
      heading('A'),
      heading('A1', 2),
      paragraph(4_000),
      paragraph(4_000),
      heading('B'),
      paragraph(10),
    ],
    { kind: 'part', trail: ['Top'] },
  );
  expect(parts.map(({ trail, label }) => [trail, label])).toEqual([
    [['Top'], 'A'],
    [['Top', 'A', 'A1'], 'A1'],
    [['Top'], 'B'],
  ]);
});

test('a table that goes on takes its header along', () => {
  const row: Piece = { kind: 'table-row', text: 'y'.repeat(3_000), close: true };
  const header: Piece = { kind: 'table-header', text: 'Mill | Built' };
  const parts = cutParts([header, ...Array(8).fill(row)], { kind: 'sheet' });
  expect(parts).toHaveLength(2);
  for (const { text } of parts) expect(text).toMatch(/^Mill \| Built\ny/);
});

const piece: fc.Arbitrary<Piece> = fc.record({
  kind: fc.constantFrom('heading', 'paragraph', 'list-item', 'table-header', 'table-row', 'code'),
  text: fc.integer({ min: 1, max: 9_000 }).map((length) => 'word '.repeat(length / 5 + 1).trim()),
  level: fc.integer({ min: 1, max: 4 }),
  close: fc.boolean(),
});

test('whatever is cut, parts are numbered without gaps, of bounded size, and blocks fit the text', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const parts = cutParts(pieces, { kind: 'part' });
      expect(parts.map(({ number }) => number)).toEqual(parts.map((_part, index) => index + 1));
      const words = (text: string) => text.split(/\s+/).filter(Boolean).length;
      const all = pieces.reduce((sum, { text }) => sum + words(text), 0);
      // Headers of tables may be repeated, nothing is lost.
      expect(parts.reduce((sum, { text }) => sum + words(text), 0)).toBeGreaterThanOrEqual(all);
      for (const { text, blocks } of parts) {
        for (const { start, end } of blocks) expect(text.slice(start, end).trim()).not.toBe('');
      }
    }),
    { numRuns: 60 },
  );
});
