import { expect, test } from 'vitest';
import { numberSources } from '../../../domain/research/number-sources.js';
import { evidencePack } from '../claims/evidence-pack.js';

const PACK = evidencePack(
  ['a', 'b', 'c', 'd', 'e'].map((title) => ({ title, passages: [`The text of ${title}.`] })),
);

const section = {
  heading: 'In short',
  text: 'One thing. [5] Another. [2, 3] A third. [contradicted by 3]',
  claims: [
    { text: 'One thing.', verdict: 'supported', source: 5, quote: 'q', score: 1 },
    { text: 'A third.', verdict: 'contradicted', source: 3, quote: 'q', score: 0.2 },
    { text: 'A fourth.', verdict: 'unsupported', source: null, quote: null, score: 0 },
  ] as const,
  citations: [{ marker: 5, url: 'https://example.org/e', title: 'e', quote: 'The text of e.' }],
};

test('cited sources are numbered once, in the order of their rank, without gaps', () => {
  const { sections, claims, citations } = numberSources({
    pack: PACK,
    sections: [section],
    contradictions: [],
  });

  expect(sections[0]?.text).toBe('One thing. [3] Another. [1][2] A third. [contradicted by 2]');
  expect(claims.map(({ source }) => source)).toEqual([3, 2, null]);
  expect(citations.map(({ source_id, title }) => [source_id, title])).toEqual([
    ['1', 'b'],
    ['2', 'c'],
    ['3', 'e'],
  ]);
  expect(citations[2]?.excerpt).toBe('The text of e.');
});

test('both sides of a contradiction are cited', () => {
  const contradictions = [
    { topic: 't', first: { source_id: '5', quote: 'x' }, second: { source_id: '4', quote: 'y' } },
  ];

  const numbered = numberSources({ pack: PACK, sections: [section], contradictions });

  expect(numbered.contradictions[0]?.second.source_id).toBe('3');
  expect(numbered.citations[2]?.title).toBe('d');
});

test('before anything is written all sources of the pack are listed', () => {
  const { citations } = numberSources({ pack: PACK, sections: [], contradictions: [] });

  expect(citations).toHaveLength(5);
});

test('a citation keeps what a reader knows its place by', () => {
  const sources = PACK.sources.map(({ source, passages }) => ({
    source: { ...source, page: 5, page_label: 'iv' },
    passages,
  }));

  const pack = { ...PACK, sources };
  const { citations } = numberSources({ pack, sections: [], contradictions: [] });

  expect(citations[0]).toMatchObject({ page: 5, page_label: 'iv' });
});
