import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinPieces } from '../../../adapters/text/join-pieces.js';
import type { Piece } from '../../../adapters/text/piece.js';
import type { DocumentPage } from '../../../contracts/document-parsing.js';
import { estimateTokens } from '../../../domain/answers/estimate-tokens.js';
import { CHUNK_TOKENS, chunkPage } from '../../../domain/documents/chunk-page.js';

const SENTENCE = 'The river rises in the hills and runs for two hundred miles to the sea.';

function page(pieces: readonly Piece[], trail: string[] = []): DocumentPage {
  return { number: 3, label: null, kind: 'page', ...joinPieces(pieces), trail };
}

function paragraph(sentences: number): Piece {
  return { kind: 'paragraph', text: Array(sentences).fill(SENTENCE).join(' ') };
}

function heading(text: string, level = 1): Piece {
  return { kind: 'heading', text, level };
}

function rows(count: number, from = 1): Piece[] {
  return Array.from({ length: count }, (_row, index) => ({
    kind: 'table-row' as const,
    text: `Mill number ${from + index} | ${1_000 + index} | ${2_000 + index}`,
    close: true,
    cells: `A${from + index + 1}:C${from + index + 1}`,
  }));
}

const HEADER: Piece = { kind: 'table-header', text: 'Mill | 2021 | 2022', cells: 'A1:C1' };

test('a short page is one chunk', () => {
  const chunks = chunkPage(page([heading('Rivers'), paragraph(2)]));
  expect(chunks).toEqual([
    {
      index: 0,
      page: 3,
      start: 0,
      end: 8 + 2 * SENTENCE.length + 1,
      text: `Rivers\n\n${SENTENCE} ${SENTENCE}`,
      headings: [],
      tableHeader: null,
      cells: null,
      tokens: expect.any(Number),
    },
  ]);
});

test('a heading stays with what follows it', () => {
  const chunks = chunkPage(page([paragraph(8), heading('Mills'), paragraph(2)]));
  expect(chunks.map(({ text }) => text.split('\n')[0])).toEqual([
    Array(8).fill(SENTENCE).join(' '),
    'Mills',
  ]);
});

test('a chunk knows the headings that are open above it', () => {
  const chunks = chunkPage(
    page(
      [
        heading('Mills', 1),
        paragraph(1),
        heading('Upper mill', 2),
        paragraph(22),
        heading('Locks', 1),
        paragraph(9),
      ],
      ['Rivers'],
    ),
  );
  expect(chunks.map(({ headings }) => headings)).toEqual([
    ['Rivers'],
    ['Rivers', 'Mills', 'Upper mill'],
    ['Rivers'],
  ]);
});

test('a chunk that begins within a table carries its header, the first one holds it', () => {
  const chunks = chunkPage(page([HEADER, ...rows(80)]));
  expect(chunks.length).toBeGreaterThan(2);
  expect(chunks[0]?.text).toMatch(/^Mill \| 2021 \| 2022\nMill number 1 \|/);
  expect(chunks.map(({ tableHeader }) => tableHeader)).toEqual([
    null,
    ...Array(chunks.length - 1).fill('Mill | 2021 | 2022'),
  ]);
});

test('a table under a heading inherits the header of the one above it, one behind a paragraph does not', () => {
  const first = [HEADER, ...rows(3)];
  const under = chunkPage(page([...first, heading('Lower mills'), ...rows(40, 4)]));
  expect(under.at(-1)?.tableHeader).toBe('Mill | 2021 | 2022');
  const behind = chunkPage(page([...first, paragraph(3), ...rows(40, 4)]));
  expect(behind.at(-1)?.tableHeader).toBeNull();
});

test('rows of a spreadsheet say which cells they span', () => {
  const chunks = chunkPage(page([HEADER, ...rows(40)]));
  expect(chunks[0]?.cells).toMatch(/^A1:C\d+$/);
  expect(chunks.at(-1)?.cells).toMatch(/^A\d+:C41$/);
});

test('a long paragraph is cut between sentences', () => {
  const chunks = chunkPage(page([paragraph(60)]));
  expect(chunks.length).toBeGreaterThan(3);
  for (const { text } of chunks) expect(text).toMatch(/^The river.*sea\.$/s);
});

test('a few words at the end of a page join the chunk before them', () => {
  const chunks = chunkPage(page([paragraph(10), { kind: 'paragraph', text: 'Page 7' }]));
  expect(chunks.map(({ text }) => text.endsWith('Page 7'))).toEqual([true]);
});

test('a page without text has no chunks', () => {
  expect(chunkPage(page([]))).toEqual([]);
});

const piece: fc.Arbitrary<Piece> = fc.record({
  kind: fc.constantFrom('heading', 'paragraph', 'list-item', 'table-header', 'table-row', 'code'),
  text: fc
    .oneof(
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.lorem({ maxCount: 60, mode: 'sentences' }),
      fc.integer({ min: 1, max: 3_000 }).map((length) => 'a'.repeat(length)),
      fc.integer({ min: 1, max: 400 }).map((length) => '😀'.repeat(length)),
    )
    .map((text) => text.trim()),
  level: fc.integer({ min: 1, max: 6 }),
  close: fc.boolean(),
});

test('whatever a page holds, chunks are exact, in order, within the limit, and lose nothing', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const whole = page(pieces);
      const chunks = chunkPage(whole);
      let end = 0;
      let lost = '';
      for (const [index, chunk] of chunks.entries()) {
        expect(chunk.index).toBe(index);
        expect(whole.text.slice(chunk.start, chunk.end)).toBe(chunk.text);
        expect(chunk.start).toBeGreaterThanOrEqual(end);
        expect(chunk.text).toBe(chunk.text.trim());
        expect(chunk.text).not.toMatch(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/);
        expect(chunk.tokens).toBe(estimateTokens(chunk.text));
        lost += whole.text.slice(end, chunk.start);
        end = chunk.end;
      }
      lost += whole.text.slice(end);
      expect(lost.trim()).toBe('');
    }),
    { numRuns: 200 },
  );
});

test('chunks of text without headings stay within the limit', () => {
  const plain = piece.map((one) => ({ ...one, kind: 'paragraph' as const }));
  fc.assert(
    fc.property(fc.array(plain, { maxLength: 20 }), (pieces) => {
      for (const { tokens } of chunkPage(page(pieces))) {
        expect(tokens).toBeLessThanOrEqual(CHUNK_TOKENS * 1.25 + 20);
      }
    }),
    { numRuns: 100 },
  );
});
