import { XMLParser } from 'fast-xml-parser';
import { parseHTML } from 'linkedom';
import mammoth from 'mammoth';
import { expect, test } from 'vitest';
import { type Entry, fromBuffer } from 'yauzl';
import { writeDocx } from '../../../adapters/reports/docx/write-docx.js';
import { searchReport } from '../../../domain/reports/search-report.js';
import {
  FACTS,
  hardReport,
  LONG_URL,
  sampleSource,
  searchResult,
} from '../../helpers/sample-results.js';

const { bytes } = await writeDocx(hardReport());
const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
const { document } = parseHTML(`<html><body>${value}</body></html>`);
const texts = (selector: string) =>
  [...document.querySelectorAll(selector)].map(({ textContent }) => textContent);

test('Word finds the title, headings, lists and the table with its head', () => {
  expect(texts('h1')).toEqual(['Lakes of the world: 世界の湖']);
  expect(texts('h2')).toEqual(expect.arrayContaining(['A wide table', 'Sources']));
  expect(texts('ol > li').length).toBeGreaterThan(1);
  expect(texts('thead th').slice(0, 3)).toEqual(['Lake', 'Depth', 'Area']);
  expect(texts('tbody td')).toContain('23,615 km³');
});

test('text of every script is there as it was', () => {
  for (const words of ['世界で最も深い湖', 'بحيرة بايكال', 'באיקל', 'बैकाल झील', 'Озеро', 'ทะเลสาบ'])
    expect(value).toContain(words);
});

test('200 sources are linked, and every citation leads to a place that exists', () => {
  const links = [...document.querySelectorAll('a[href]')].map((a) => a.getAttribute('href') ?? '');
  const places = new Set([...document.querySelectorAll('a[id]')].map(({ id }) => `#${id}`));

  expect(links).toContain('https://example.org/page/200');
  expect(links).toContain(LONG_URL);
  expect(links).toContain('#source_14');
  expect(links.filter((link) => link.startsWith('#') && !places.has(link))).toEqual([]);
  expect(links.filter((link) => !/^(#|https?:)/.test(link))).toEqual([]);
});

test('pages are numbered, and paragraphs from right to left are marked as such', async () => {
  const files = await unzip(bytes);
  const body = files.get('word/document.xml') ?? '';

  expect([...files.keys()].filter((name) => /footer\d/.test(name)).length).toBeGreaterThan(0);
  expect(files.get('word/footer1.xml')).toContain('NUMPAGES');
  expect(body.match(/<w:bidi\/>/g)?.length).toBe(2);
  expect(body).toContain('<w:rtl/>');
  expect(files.get('docProps/core.xml')).toContain(
    '<dc:title>Lakes of the world: 世界の湖</dc:title>',
  );
});

test('a file holds no macro and no address that is loaded', async () => {
  const files = await unzip(bytes);

  expect([...files.keys()].filter((name) => /vba|embed|media\/./i.test(name))).toEqual([]);
  expect([...files.values()].join('')).not.toMatch(/javascript:|INCLUDEPICTURE|DDEAUTO/i);
});

test('signs that XML cannot hold do not break the file', async () => {
  const answer = 'a\u0000b\u0008c \ud800 d\uffff & <w:p> ]]> "q"';
  const sources = [
    sampleSource({ title: '<b>&amp;\u0001</b>', url: 'https://example.org/?a=1&b="2"' }),
  ];
  const report = searchReport(FACTS, searchResult({ answer, claims: [], sources }));
  const files = await unzip((await writeDocx(report)).bytes);
  const parser = new XMLParser();

  for (const [name, text] of files) {
    if (/\.(xml|rels)$/.test(name)) expect(() => parser.parse(text, true), name).not.toThrow();
  }
});

function unzip(zip: Uint8Array): Promise<Map<string, string>> {
  return new Promise((resolve, reject) => {
    const files = new Map<string, string>();
    fromBuffer(Buffer.from(zip), { lazyEntries: true }, (error, archive) => {
      if (error) return reject(error);
      archive.on('entry', (entry: Entry) => {
        archive.openReadStream(entry, (failure, stream) => {
          if (failure) return reject(failure);
          const pieces: Buffer[] = [];
          stream.on('data', (piece: Buffer) => pieces.push(piece));
          stream.on('end', () => {
            files.set(entry.fileName, Buffer.concat(pieces).toString('utf8'));
            archive.readEntry();
          });
        });
      });
      archive.on('end', () => resolve(files));
      archive.on('error', reject);
      archive.readEntry();
    });
  });
}
