import { expect, test } from 'vitest';
import { plainText } from '../../../adapters/reports/blocks/block.js';
import { layOutReport } from '../../../adapters/reports/sections/lay-out-report.js';
import type { ReportDocument } from '../../../contracts/reports.js';
import { researchReport } from '../../../domain/reports/research-report.js';
import { searchReport } from '../../../domain/reports/search-report.js';
import { FACTS, researchResult, searchResult } from '../../helpers/sample-results.js';

const LAYOUT = { notes: [], waysBack: true };

/** Headings below the title, in order. */
function headings(report: ReportDocument): string[] {
  return layOutReport(report, LAYOUT)
    .flatMap((block) => (block.kind === 'heading' ? [plainText(block.spans)] : []))
    .slice(1);
}

test('a report brings the parts that its body lacks, each once', () => {
  expect(headings(researchReport(FACTS, researchResult()))).toEqual([
    'Where sources contradict each other',
    'What could not be established',
    'Sources',
    'What failed or was left out',
    'Method and figures',
  ]);
});

test('parts that the findings have already are not told twice', () => {
  const own = [
    'Where sources contradict each other',
    'What could not be established',
    'Method and figures',
  ];
  const findings = own.map((heading) => `## ${heading}\n\nTold here [1].`).join('\n\n');

  expect(headings(researchReport(FACTS, researchResult({ findings })))).toEqual([
    ...own,
    'Sources',
    'What failed or was left out',
    'About this run',
  ]);
});

test('parts with nothing to say are left out', () => {
  const claims = searchResult().claims.slice(0, 1);

  expect(headings(searchReport(FACTS, searchResult({ claims })))).toEqual([
    'Sources',
    'Method and figures',
  ]);
});

test('a partial report without an answer says so', () => {
  const report = searchReport(
    { ...FACTS, status: 'failed' },
    searchResult({ answer: '', claims: [] }),
  );
  const notices = layOutReport(report, LAYOUT).flatMap((block) =>
    block.kind === 'paragraph' && block.tone === 'notice' ? [plainText(block.spans)] : [],
  );

  expect(notices).toEqual([
    'Partial report. The search failed; this is what was found so far.',
    'No answer has been written.',
  ]);
});

test('the highest heading of the body stands one below the title', () => {
  const findings = 'Text.\n\n# One\n\n### Three';
  const levels = layOutReport(researchReport(FACTS, researchResult({ findings })), LAYOUT).flatMap(
    (block) => (block.kind === 'heading' ? [block.level] : []),
  );

  expect(levels.slice(0, 3)).toEqual([1, 2, 4]);
});
