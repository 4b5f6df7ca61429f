import { expect, test } from 'vitest';
import { type Report, reportText } from '../../../domain/research/report-text.js';

const REPORT: Report = {
  question: 'How deep is\nLake Baikal?',
  sections: [{ heading: 'In short', text: 'It is deep. [1]' }],
  contradictions: [],
  openQuestions: [],
  rounds: [
    {
      iteration: 1,
      steps: [1],
      queries: ['How deep is Lake Baikal?'],
      pages_read: 3,
      sources_found: 2,
      coverage: [{ step_number: 1, state: 'covered', missing: '' }],
      dead_ends: [],
      judged_by: 'rules',
      tokens: 0,
      seconds: 1.25,
    },
  ],
  endedBy: 'coverage',
  sourcesCited: 1,
  sourcesFound: 4,
  claims: 1,
  failed: 0,
  writtenBy: 'none (extractive)',
  seconds: 2.5,
  tokens: 0,
};

test('a report has its sections, what could not be established, and how it was made', () => {
  const text = reportText(REPORT);

  expect(text.startsWith('# How deep is Lake Baikal?\n\n## In short\n\nIt is deep. [1]')).toBe(
    true,
  );
  expect(text).toContain('## What could not be established\n\nEvery step of the plan was answered');
  expect(text).toContain('1 round with 1 query in all; 3 pages read of 4 sources found, 1 cited.');
  expect(text).toContain('Gathering ended because every step of the plan was covered.');
  expect(text).toContain('| 1 | 1 | 3 | 2 | 1 of 1 | 0 | 1.3 |');
});

test('contradictions are told with both sources and their words', () => {
  const text = reportText({
    ...REPORT,
    contradictions: [
      {
        topic: 'Depth',
        first: { source_id: '1', quote: 'It is 1,642 m deep.' },
        second: { source_id: '2', quote: 'It is 1,741 m deep.' },
      },
    ],
  });

  expect(text).toContain('- Depth: “It is 1,642 m deep.” [1], but “It is 1,741 m deep.” [2]');
});

test('open questions are listed', () => {
  const text = reportText({ ...REPORT, openQuestions: ['The width: not covered'] });

  expect(text).toContain('## What could not be established\n\n- The width: not covered');
});

test('without evidence the report says so', () => {
  expect(reportText({ ...REPORT, sections: [] })).toContain(
    'No evidence was found that answers this question.',
  );
});
