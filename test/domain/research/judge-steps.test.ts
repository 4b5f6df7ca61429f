import { expect, test } from 'vitest';
import type { EvidenceDocument } from '../../../contracts/evidence.js';
import { judgeSteps } from '../../../domain/research/judge-steps.js';
import { planSteps } from '../../../domain/research/plan-research.js';
import { selectPassages } from '../../../domain/search/select-passages.js';
import { documentOf } from '../search/document-of.js';

const QUESTION = 'Who is the spouse of the director of Big Eyes?';
const FILM = documentOf({
  title: 'Big Eyes',
  text: 'Big Eyes is a film of 2014. Its director is Tim Burton, who lives in London.',
});
const MAN = documentOf({
  title: 'Tim Burton',
  text: 'Tim Burton is a film maker. His spouse was Lena Gieseke, an artist.',
});

function judge(documents: readonly EvidenceDocument[], asked = [1, 2, 3]) {
  const steps = planSteps(QUESTION, 8);
  const queries = steps
    .filter(({ step_number }) => asked.includes(step_number))
    .map(({ step_number: step, search_query: query }) => ({
      step,
      query,
      intent: '',
      priority: 1,
    }));
  const passages = selectPassages({
    question: QUESTION,
    subQueries: queries,
    documents,
    limit: 50,
  });
  return judgeSteps({ steps, asked: queries, documents, passages });
}

test('a step is covered by pages that name each other and together tell it all', () => {
  expect(judge([FILM, MAN]).map(({ state }) => state)).toEqual(['covered', 'covered', 'covered']);
});

test('what no page tells is named as missing', () => {
  const [whole, director] = judge([FILM]);

  expect(director?.state).toBe('covered');
  expect(whole).toMatchObject({ state: 'partly', missing: 'spouse' });
});

test('a page that nothing links to the answer does not count towards it', () => {
  const stranger = documentOf({ title: 'Marriage', text: 'A spouse is a partner in marriage.' });

  expect(judge([FILM, stranger])[0]).toMatchObject({ state: 'partly', missing: 'spouse' });
});

test('a snippet covers a step in part at most', () => {
  const snippets = [FILM, MAN].map((document) => ({ ...document, evidence: 'snippet' as const }));

  expect(judge(snippets).map(({ state }) => state)).toEqual(['partly', 'partly', 'partly']);
});

test('a step whose turn has not come, or for which nothing was found, is not covered', () => {
  expect(judge([FILM, MAN], [1, 2])[2]).toMatchObject({ state: 'not' });
  expect(judge([]).map(({ state }) => state)).toEqual(['not', 'not', 'not']);
});
