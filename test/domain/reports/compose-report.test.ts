import { expect, test } from 'vitest';
import { researchReport } from '../../../domain/reports/research-report.js';
import { searchReport } from '../../../domain/reports/search-report.js';
import {
  citations,
  FACTS,
  researchResult,
  sampleSource,
  searchResult,
} from '../../helpers/sample-results.js';

test('a search becomes a report with its question as title and its sources numbered', () => {
  const report = searchReport(FACTS, searchResult());

  expect(report).toMatchObject({
    title: 'How deep is Lake Baikal?',
    question: 'How deep is Lake Baikal?',
    partial: false,
    language: 'en',
    body: 'Lake Baikal is 1,642 metres deep [1]. It freezes in May [unverified].',
    sources: [
      {
        number: 1,
        title: 'Lake Baikal',
        cited: true,
        excerpt: 'Lake Baikal is 1,642 metres deep.',
      },
      { number: 2, title: 'Angara', cited: false, excerpt: null },
    ],
    figures: { sources: 2, sources_cited: 1, claims: 2, claims_supported: 1 },
  });
});

test('research becomes a report of the same shape, with the heading of its findings as title', () => {
  const report = researchReport(FACTS, researchResult());

  expect(report).toMatchObject({
    title: 'The depth of Lake Baikal',
    body: 'Lake Baikal is 1,642 metres deep [1].',
    contradictions: [{ topic: 'Depth', first: { source: 1 }, second: { source: 2 } }],
    open_questions: ['When was it measured?'],
    queries: ['depth of Lake Baikal', 'Baikal survey'],
    ended_by: 'coverage',
  });
});

test.each(['queued', 'running', 'failed', 'cancelled', 'timed_out'] as const)(
  'what a run with the status %s has found is a partial report',
  (status) => {
    const report = searchReport({ ...FACTS, status, completed_at: null }, searchResult());

    expect(report).toMatchObject({ partial: true, status, completed_at: null });
  },
);

test('every citation is a marker of its own, and none reads as a link of Markdown', () => {
  const answer = 'A holds [1, 2](see below) and B [1-2][2].\n[1]: https://evil.example/';
  const { body } = searchReport(FACTS, searchResult({ answer, claims: [] }));

  expect(body).toBe('A holds [1] [2] (see below) and B [1] [2] [2].\n\\[1]: https://evil.example/');
});

test('a sentence that does not hold is marked where the answer has not marked it', () => {
  const answer =
    'It freezes in May. It is 900 m deep [2].\n\n| It melts in June | [1] |\n| --- | --- |\n| It melts in July | [1] |';
  const failed = { source: null, quote: null, score: 0, verdict: 'unsupported' } as const;
  const claims = [
    { ...failed, text: 'It freezes in May.' },
    { ...failed, text: 'It is 900 m deep.', verdict: 'contradicted' as const, source: 1 },
    { ...failed, text: 'It melts in July,' },
  ];
  const { body } = searchReport(FACTS, searchResult({ answer, claims }));

  expect(body).toContain(
    'It freezes in May. [unverified] It is 900 m deep [2]. [contradicted by 1]',
  );
  expect(body).toContain('| It melts in July | [1] [unverified] |');
  expect(body).toContain('| It melts in June | [1] |');
});

test('a list of sources that the model wrote itself gives way to the linked one', () => {
  const findings =
    '# T\n\nText [1].\n\n## References\n\n1. [x](http://x)\n\n### More\n\nold\n\n## After\n\nkept';
  const { body } = researchReport(FACTS, researchResult({ findings }));

  expect(body).toBe('Text [1].\n\n## After\n\nkept');
});

test('signs that no document can hold, and those that turn text around, are left out', () => {
  const answer = 'a\u0000b\u001b[31m c\u202Ed\u2066e\ud800f\r\ng\ufffe';
  const source = sampleSource({ title: ' x\u202Egnp.exe\n', url: 'https://example.org/\u0007' });
  const report = searchReport(FACTS, searchResult({ answer, sources: [source], claims: [] }));

  expect(report.body).toBe('ab[31m cdef\ng');
  expect(report.sources[0]).toMatchObject({ title: 'xgnp.exe', url: 'https://example.org/' });
});

test('sources come in the order of their numbers, also three-digit ones', () => {
  const { sources } = researchReport(
    FACTS,
    researchResult({ citations: citations(200).reverse(), findings: 'x [200]' }),
  );

  expect(sources.map(({ number }) => number)).toEqual(citations(200).map((_, index) => index + 1));
  expect(sources.filter(({ cited }) => cited).map(({ number }) => number)).toEqual([200]);
});

test('a source without a title goes by its address', () => {
  const { sources } = searchReport(
    FACTS,
    searchResult({ sources: [sampleSource({ title: '  ' })] }),
  );

  expect(sources[0]?.title).toBe('https://example.org/baikal');
});
