import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { systemFontFiles } from '../../../adapters/reports/fonts/font-files.js';
import { writePdf } from '../../../adapters/reports/pdf/write-pdf.js';
import { searchReport } from '../../../domain/reports/search-report.js';
import { FACTS, hardReport, sampleSource, searchResult } from '../../helpers/sample-results.js';
import { openPdf } from './open-pdf.js';

const LIBERATION = fileURLToPath(
  new URL('../../../node_modules/pdfjs-dist/standard_fonts/', import.meta.url),
);
const NO_FONTS = { systemFiles: () => [] };
const A4_WIDTH = 595.28;
const rendered = await writePdf(hardReport(), NO_FONTS);
const pdf = await openPdf(rendered.bytes);

test('the file has title, author, bookmarks and numbered pages', () => {
  expect(pdf.info).toMatchObject({ Title: 'Lakes of the world: 世界の湖', Author: 'Plumbline' });
  expect(pdf.outline).toEqual(expect.arrayContaining(['A wide table', 'Sources']));
  expect(pdf.pages.length).toBeGreaterThan(5);
  expect(pdf.text).toContain(`2 / ${pdf.pages.length}`);
});

test('text, table and marked sentences are there', () => {
  expect(pdf.text).toContain('1,642 metres');
  expect(pdf.text).toContain('23,615 km³');
  expect(pdf.text).toContain('Озеро Байкал');
  expect(pdf.text).toMatch(/It freezes in May ?\[unverified\]/);
});

test('no text leaves the page, however long its words', () => {
  const beyond = pdf.pages
    .flatMap(({ items }) => items)
    .filter(({ transform, width }) => (transform[4] ?? 0) + width > A4_WIDTH - 40);

  expect(beyond).toEqual([]);
});

test('200 sources are linked, and every citation leads to a place that exists', () => {
  const urls = pdf.links.flatMap(({ url }) => url ?? []);
  const places = new Set(pdf.destinations);
  const wanted = pdf.links.flatMap(({ dest }) => (typeof dest === 'string' ? [dest] : []));

  expect(urls).toContain('https://example.org/page/200');
  expect(urls.filter((url) => !/^https?:/.test(url))).toEqual([]);
  expect(wanted).toContain('source-2');
  expect(wanted.some((dest) => dest.startsWith('cited-source-2-'))).toBe(true);
  expect(wanted.filter((dest) => !places.has(dest))).toEqual([]);
});

test('what no font shows is said at the top and in the notes, and stands as […], not as boxes', () => {
  expect(rendered.notes).toEqual([
    expect.stringMatching(/^No installed font shows .*Chinese and Japanese \(\d+\).*REPORT_FONT/),
  ]);
  const first = pdf.pages[0]?.items.map(({ str }) => str).join('') ?? '';
  expect(first).toContain('No installed font shows');
  for (const words of ['Chinese and Japanese', 'Korean', 'REPORT_FONT'])
    expect(first).toContain(words);
  expect(pdf.text).toContain('[…]');
});

test('the setting names the font of the whole report, a file or a folder', async () => {
  const report = searchReport(FACTS, searchResult());

  for (const font of [`${LIBERATION}LiberationSans-Regular.ttf`, LIBERATION]) {
    const { bytes, notes } = await writePdf(report, { ...NO_FONTS, font });
    const raw = Buffer.from(bytes).toString('latin1');
    expect(notes).toEqual([]);
    expect(raw).toContain('+LiberationSans');
    expect(raw).toContain('+LiberationSans-Bold');
  }
});

test('a setting that names no font leaves Roboto', async () => {
  const font = '/nowhere/at/all.ttf';
  const { bytes, notes } = await writePdf(searchReport(FACTS, searchResult()), {
    ...NO_FONTS,
    font,
  });

  expect(notes).toEqual([]);
  expect(Buffer.from(bytes).toString('latin1')).toContain('+Roboto');
});

const hebrew = systemFontFiles().filter((path) => /DejaVuSans\.ttf|NotoSansHebrew-Reg/.test(path));

test.skipIf(hebrew.length === 0)(
  'text that runs from right to left begins at the right, and ends at the left',
  async () => {
    const answer = 'שלום עולם (Baikal) 1,642 [1].';
    const report = searchReport(FACTS, searchResult({ answer, claims: [] }));
    const { bytes, notes } = await writePdf(report, { systemFiles: () => hebrew });
    const { pages } = await openPdf(bytes);
    const line = pages[0]?.items.filter(({ transform }) =>
      near(transform[5], lineOf(pages[0]?.items)),
    );
    const seen = line
      ?.sort((a, b) => (a.transform[4] ?? 0) - (b.transform[4] ?? 0))
      .map(({ str }) => str.trim())
      .filter(Boolean);

    expect(notes).toEqual([]);
    expect(seen?.[0]).toMatch(/^\./);
    expect(seen?.at(-1)).toContain('שלום');
    const last = line?.at(-1);
    expect((last?.transform[4] ?? 0) + (last?.width ?? 0)).toBeCloseTo(A4_WIDTH - 48, 0);
  },
);

test('pages and tables that are hostile are set within bounds', async () => {
  const columns = Array.from({ length: 40 }, (_, index) => `c${index}`);
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const answer = [
    row(columns),
    row(columns.map(() => '---')),
    row(columns.map(() => 'x'.repeat(300))),
    '',
    `${'>'.repeat(500)} deep`,
    '',
    `${'- '.repeat(300)}x`,
    '',
    `![a](file:///etc/passwd) ![b](https://tracker.example/x.png) ${'w'.repeat(5_000)}`,
  ].join('\n');
  const sources = [sampleSource({ title: '\u202E{"image":"/etc/passwd"}', url: 'javascript:x' })];
  const { bytes } = await writePdf(
    searchReport(FACTS, searchResult({ answer, claims: [], sources })),
    NO_FONTS,
  );
  const { text, pages } = await openPdf(bytes);
  const beyond = pages
    .flatMap(({ items }) => items)
    .filter(({ transform, width }) => (transform[4] ?? 0) + width > A4_WIDTH - 20);

  expect(text).toContain('c39');
  expect(text).toContain('deep');
  expect(text).toContain('{"image":"/etc/passwd"}');
  expect(beyond).toEqual([]);
});

function near(value: number | undefined, wanted: number): boolean {
  return Math.abs((value ?? 0) - wanted) < 3;
}

/** Height of the line that the first Hebrew word stands on. */
function lineOf(items: readonly { str: string; transform: number[] }[] = []): number {
  return items.find(({ str }) => /\p{Script=Hebrew}/u.test(str))?.transform[5] ?? 0;
}
