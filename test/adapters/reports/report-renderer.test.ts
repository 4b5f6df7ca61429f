import { afterAll, expect, test } from 'vitest';
import { createReportRenderer } from '../../../adapters/reports/report-renderer.js';
import { ReportDocument } from '../../../contracts/reports.js';
import { searchReport } from '../../../domain/reports/search-report.js';
import { FACTS, hardReport, searchResult } from '../../helpers/sample-results.js';

const renderer = createReportRenderer();
afterAll(() => renderer.close());
const signal = new AbortController().signal;
const text = ({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes);

test('a thread makes each format of text', async () => {
  const report = hardReport();

  const [md, html, json] = await Promise.all(
    (['md', 'html', 'json'] as const).map((format) => renderer.render(report, format, signal)),
  );

  expect(text(md ?? { bytes: new Uint8Array() })).toMatch(/^# Lakes of the world/);
  expect(text(html ?? { bytes: new Uint8Array() })).toMatch(/^<!doctype html>/);
  expect(ReportDocument.parse(JSON.parse(text(json ?? { bytes: new Uint8Array() })))).toEqual(
    report,
  );
});

test.each([
  ['pdf', '%PDF-1.7'],
  ['docx', 'PK'],
] as const)('a thread makes %s', async (format, start) => {
  const { bytes } = await renderer.render(searchReport(FACTS, searchResult()), format, signal);

  expect(Buffer.from(bytes).toString('latin1').slice(0, start.length)).toBe(start);
});

test('a report that takes too long costs itself alone, and the message says what to do', async () => {
  const hurried = createReportRenderer({ renderMs: 1 });
  try {
    const answer = 'word [1] '.repeat(50_000);
    const report = searchReport(FACTS, searchResult({ answer, claims: [] }));
    await expect(hurried.render(report, 'html', signal)).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringMatching(/longer than 0\.001 s .*md, html and json/),
    });
  } finally {
    await hurried.close();
  }
});

test('a report that needs too much memory ends its thread, not the process', async () => {
  const small = createReportRenderer({ memoryMb: 40 });
  try {
    const answer = '*a* [1] **b** '.repeat(100_000);
    const report = searchReport(FACTS, searchResult({ answer, claims: [] }));
    await expect(small.render(report, 'html', signal)).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringContaining('40 MB'),
    });
    const next = await small.render(searchReport(FACTS, searchResult()), 'html', signal);
    expect(text(next)).toContain('1,642');
  } finally {
    await small.close();
  }
});

test('a caller that gives up ends the work with its own reason', async () => {
  const reason = new Error('gone');

  const work = renderer.render(hardReport(), 'html', AbortSignal.abort(reason));

  await expect(work).rejects.toBe(reason);
});
