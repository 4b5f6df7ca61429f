import MarkdownIt from 'markdown-it';
import { expect, test } from 'vitest';
import { writeMarkdown } from '../../../adapters/reports/markdown/write-markdown.js';
import { searchReport } from '../../../domain/reports/search-report.js';
import {
  FACTS,
  hardReport,
  LONG_URL,
  sampleSource,
  searchResult,
} from '../../helpers/sample-results.js';

/** How a reader that allows HTML shows it, which is the worst that can happen. */
const html = (markdown: string) => new MarkdownIt({ html: true }).render(markdown);

test('the file reads as the report: title, table, code, marked sentences', () => {
  const text = writeMarkdown(hardReport());
  const shown = html(text);

  expect(text).toMatch(/^# Lakes of the world: 世界の湖\n/);
  expect(shown).toContain('<td>31,722 km²</td>');
  expect(shown).toContain('const depth = 1642; // &lt;b&gt;not html&lt;/b&gt;');
  expect(shown).toContain('<strong>[unverified]</strong>');
  expect(shown).toContain(
    '<strong><a href="https://example.org/page/2">contradicted by 2</a></strong>',
  );
});

test('every citation leads to the address of its source, also where the model defined it otherwise', () => {
  const shown = html(writeMarkdown(hardReport()));

  expect(shown).toContain(`<a href="${LONG_URL.replace('&', '&amp;')}">1</a>`);
  expect(shown).toContain('<a href="https://example.org/page/14">14</a>');
  expect(shown.match(/<a href="https:\/\/example\.org\/page\/200">/g)?.length).toBeGreaterThan(1);
  expect(shown).not.toContain('<a href="https://evil.example/">1</a>');
});

test('text from pages is text: no HTML, no script address, no image', () => {
  const shown = html(writeMarkdown(hardReport()));

  expect(shown).not.toMatch(/<script|<img|javascript:/i);
  expect(shown).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});

test.each([
  '<b>x</b>',
  '[a](https://evil.example)',
  '![a](https://evil.example/x.png)',
  '# heading',
  '* item',
  '1. item',
  '| cell',
  '`code` **bold** _em_ ~~s~~',
  '&lt;script&gt;',
  'a\\',
  '> quote',
])('a title %s is shown letter for letter', (title) => {
  const report = searchReport(FACTS, searchResult({ sources: [sampleSource({ title })] }));
  const shown = html(writeMarkdown(report));
  const escaped = new MarkdownIt().utils.escapeHtml(title);

  expect(shown).toContain(`<a href="https://example.org/baikal">${escaped}</a>`);
});

test('a partial report says so before anything else', () => {
  const text = writeMarkdown(searchReport({ ...FACTS, status: 'timed_out' }, searchResult()));

  expect(text).toContain('> **Partial report.** The search ran out of time;');
  expect(text.indexOf('Partial report')).toBeLessThan(text.indexOf('1,642'));
});

test('a source of a document says the page and what a reader knows the place by', () => {
  const place = { page: 2, page_label: 'Mills!A2:C3' };
  const report = searchReport(FACTS, searchResult({ sources: [sampleSource(place)] }));

  expect(html(writeMarkdown(report))).toContain('page 2 (Mills!A2:C3)');
});
