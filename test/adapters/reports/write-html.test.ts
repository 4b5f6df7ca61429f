import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { writeHtml } from '../../../adapters/reports/html/write-html.js';
import { searchReport } from '../../../domain/reports/search-report.js';
import { FACTS, hardReport, sampleSource, searchResult } from '../../helpers/sample-results.js';

const { document } = parseHTML(writeHtml(hardReport()));
const all = (selector: string) => [...document.querySelectorAll(selector)];

test('the page has title, language, date and one heading of the first level', () => {
  expect(document.title).toBe('Lakes of the world: 世界の湖');
  expect(document.documentElement.getAttribute('lang')).toBe('en');
  expect(all('h1').map(({ textContent }) => textContent)).toEqual([document.title]);
});

test('the page loads nothing and runs nothing', () => {
  expect(all('script, img, iframe, link, object, embed, form, [style]')).toEqual([]);
  expect(
    all('*').flatMap(({ attributes }) =>
      [...attributes].filter(({ name }) => name.startsWith('on')),
    ),
  ).toEqual([]);
  const policy = all('meta[http-equiv]')[0]?.getAttribute('content') ?? '';
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='/);
});

test('every link leads to the web or to a place of the page', () => {
  const ids = new Set(all('[id]').map(({ id }) => id));
  const links = all('a').map((link) => link.getAttribute('href') ?? '');

  expect(links.filter((href) => !/^(https?:|#)/.test(href))).toEqual([]);
  expect(links.filter((href) => href.startsWith('#') && !ids.has(href.slice(1)))).toEqual([]);
  expect(ids.size).toBe(all('[id]').length);
});

test('200 sources are listed, each reached from its citations and leading back', () => {
  expect(all('.source')).toHaveLength(200);
  const [first] = all('a.cite[href="#source-7"]');
  expect(all(`#source-7 a[href="#${first?.id}"]`)).toHaveLength(1);
});

test('the table keeps its rows and cells, and sentences that do not hold stand out', () => {
  expect(all('thead th').slice(0, 9)).toHaveLength(9);
  expect(all('td').map(({ textContent }) => textContent)).toContain('23,615 km³');
  expect(all('.alarm').map(({ textContent }) => textContent)).toEqual(
    expect.arrayContaining(['[unverified]', '[contradicted by 2]']),
  );
});

test('every piece of text finds its own direction', () => {
  expect(
    all('p, h1, h2, li, td').filter((node) => node.getAttribute('dir') !== 'auto'),
  ).toHaveLength(all('footer p').length);
});

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'plumbline:handbook/faq',
  'file:///etc/passwd',
])('a source at %s is named and not linked', (url) => {
  const page = parseHTML(
    writeHtml(searchReport(FACTS, searchResult({ sources: [sampleSource({ url })] }))),
  ).document;

  expect(page.querySelector('#source-1')?.textContent).toContain(url);
  expect(page.querySelector('#source-1 a[target]')).toBeNull();
});

test('hostile Markdown of great depth and length is a page in a moment', () => {
  const answer = `${'>'.repeat(5_000)} deep\n\n${'- '.repeat(2_000)}x\n\n${'['.repeat(20_000)}\n\n${'*a '.repeat(20_000)}`;
  const started = process.cpuUsage();
  const html = writeHtml(searchReport(FACTS, searchResult({ answer, claims: [] })));
  const { user } = process.cpuUsage(started);

  expect(html).toContain('deep');
  expect(user).toBeLessThan(5_000_000);
});
