import { expect, test } from 'vitest';
import type { DocumentPage } from '../../../contracts/document-parsing.js';
import { pageLabel } from '../../../domain/documents/page-label.js';

function place(parts: Partial<DocumentPage>): DocumentPage {
  return { number: 3, label: null, kind: 'page', text: '', blocks: [], trail: [], ...parts };
}

function row(at: number, cells: string) {
  return { kind: 'table-row' as const, start: at * 10, end: at * 10 + 9, cells };
}

const ROWS = [row(0, 'A1:C1'), row(1, 'A2:C2'), row(2, 'A3:C3'), row(3, 'A4:C4')];

test('a printed page is known by its label, and by its number alone where it has none', () => {
  expect(pageLabel(place({ label: 'iv' }), { start: 0, end: 5 })).toBe('iv');
  expect(pageLabel(place({ label: '' }), { start: 0, end: 5 })).toBeNull();
  expect(pageLabel(place({}), undefined)).toBeNull();
});

test('a stretch of a sheet is known by the name of the sheet and by its cells', () => {
  const sheet = place({ kind: 'sheet', label: 'Mills', blocks: ROWS });

  expect(pageLabel(sheet, { start: 10, end: 29 })).toBe('Mills!A2:C3');
  expect(pageLabel({ ...sheet, label: null }, { start: 0, end: 39 })).toBe('A1:C4');
  expect(pageLabel({ ...sheet, blocks: [row(0, 'B7')] }, { start: 0, end: 9 })).toBe('Mills!B7');
  expect(pageLabel(sheet, undefined)).toBe('Mills');
  expect(pageLabel(place({ kind: 'sheet' }), undefined)).toBeNull();
});

test('a slide is known by its number and title', () => {
  expect(pageLabel(place({ kind: 'slide', label: 'Growth' }), undefined)).toBe('slide 3: Growth');
  expect(pageLabel(place({ kind: 'slide' }), undefined)).toBe('slide 3');
});

test('a chapter or a part is known by its title, on one line and not too long', () => {
  expect(pageLabel(place({ kind: 'chapter', label: 'The\n Lake ' }), undefined)).toBe('The Lake');
  const long = pageLabel(place({ kind: 'part', label: 'word '.repeat(60) }), undefined) ?? '';
  expect(long).toMatch(/^word .*word…$/);
  expect(long.length).toBeLessThanOrEqual(120);
});

test('a stretch of a part is known by the heading that it stands under', () => {
  const text = 'End of it.\n\nMills\n\nThey grind.\n\nRivers\n\nThey flow.';
  const heading = (word: string) => {
    const start = text.indexOf(word);
    return { kind: 'heading' as const, start, end: start + word.length };
  };
  const blocks = [heading('Mills'), heading('Rivers')];
  const part = place({ kind: 'part', label: 'Mills', text, blocks, trail: ['Lakes'] });
  const at = (words: string) => ({ start: text.indexOf(words), end: text.length });

  expect(pageLabel(part, at('They grind'))).toBe('Mills');
  expect(pageLabel(part, at('They flow'))).toBe('Rivers');
  expect(pageLabel(part, at('End of it'))).toBe('Lakes');
  expect(pageLabel({ ...part, label: 'A letter' }, at('They flow'))).toBe('A letter');
});

test('the header row that a part of a long table takes along is not among its cells', () => {
  const header = { ...row(0, 'A1:C1'), kind: 'table-header' as const };
  const rows = [header, row(1, 'A900:C900'), row(2, 'A901:C901')];
  const sheet = place({ kind: 'sheet', label: 'Mills', blocks: rows });

  expect(pageLabel(sheet, { start: 0, end: 29 })).toBe('Mills!A900:C901');
  expect(pageLabel(sheet, { start: 0, end: 9 })).toBe('Mills!A1:C1');
});
