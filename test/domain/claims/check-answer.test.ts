import { describe, expect, it } from 'vitest';
import { checkAnswer } from '../../../domain/claims/check-answer.js';
import { evidencePack } from './evidence-pack.js';

const PACK = evidencePack([
  {
    title: 'Pizza Hut',
    passages: [
      'Pizza Hut is an American restaurant chain founded in 1958 by Dan and Frank Carney. The company has over 15,000 locations worldwide as of 2015.',
    ],
  },
  {
    title: 'Floria Márquez',
    passages: ['She performs an average of 70 shows each year.', 'Márquez was born in Venezuela.'],
  },
]);
const check = (answer: string) => checkAnswer({ answer, pack: PACK });

describe('checkAnswer', () => {
  it('leaves an answer with right citations as it is', () => {
    const answer =
      '# Pizza\n\nPizza Hut was founded in 1958 by Dan and Frank Carney [1].  It is an **American** restaurant chain.[1]\n';
    const { answer: checked, claims, citations, corrected } = check(answer);
    expect(checked).toBe(answer);
    expect(claims.map(({ verdict, source }) => [verdict, source])).toEqual([
      ['supported', 1],
      ['supported', 1],
    ]);
    expect(corrected).toBe(0);
    for (const { marker, quote, url } of citations) {
      expect([marker, url]).toEqual([1, 'https://example.org/Pizza Hut']);
      expect(PACK.sources[0]?.passages[0]?.text).toContain(quote);
    }
  });

  it('puts a wrong citation right', () => {
    const { answer, corrected, citations } = check(
      'Pizza Hut was founded in 1958 by Dan and Frank Carney [2].',
    );
    expect(answer).toBe('Pizza Hut was founded in 1958 by Dan and Frank Carney [1].');
    expect(corrected).toBe(1);
    expect(citations.map(({ marker }) => marker)).toEqual([1]);
  });

  it('takes away a cited source that adds nothing', () => {
    const { answer, corrected } = check(
      'Pizza Hut was founded in 1958 by Dan and Frank Carney [1][2].',
    );
    expect(answer).toBe('Pizza Hut was founded in 1958 by Dan and Frank Carney [1].');
    expect(corrected).toBe(1);
  });

  it('adds the citation that is missing, and takes away one of no source', () => {
    expect(check('Floria Márquez performs an average of 70 shows each year.').answer).toBe(
      'Floria Márquez performs an average of 70 shows each year [2].',
    );
    expect(check('Floria Márquez was born in Venezuela. [2, 9]').answer).toBe(
      'Floria Márquez was born in Venezuela. [2]',
    );
    expect(check('## Notes [7]\n\nMárquez was born in Venezuela [8].').answer).toBe(
      '## Notes\n\nMárquez was born in Venezuela [2].',
    );
  });

  it('marks what nothing supports, and what a source contradicts', () => {
    const { answer, claims, citations } = check(
      'Pizza Hut was founded in 1962 by Dan and Frank Carney [1]. Whales are the largest mammals in the ocean [2].',
    );
    expect(answer).toBe(
      'Pizza Hut was founded in 1962 by Dan and Frank Carney [contradicted by 1]. Whales are the largest mammals in the ocean [unverified].',
    );
    expect(claims.map(({ verdict, source }) => [verdict, source])).toEqual([
      ['contradicted', 1],
      ['unsupported', null],
    ]);
    expect(citations).toEqual([]);
  });

  it('changes nothing more when the checked answer is checked again', () => {
    const once = check(
      'Pizza Hut was founded in 1962 by Dan and Frank Carney. Whales sing [1]. Márquez was born in Venezuela.',
    );
    const twice = check(once.answer);
    expect(twice.answer).toBe(once.answer);
    expect(twice.claims).toEqual(once.claims);
  });

  it('cites both sources of a claim that joins facts of two', () => {
    const { answer, claims } = check(
      'Pizza Hut was founded in 1958, and Márquez was born in Venezuela.',
    );
    expect(claims[0]?.verdict).toBe('supported');
    expect(answer).toMatch(/(\[1\]\[2\]|\[2\]\[1\])\.$/);
  });

  it('leaves code, questions and lead-ins alone', () => {
    const answer = 'Here is what I found:\n\n```\nconst a = b[9];\n```\n\nShall I go on?';
    expect(check(answer)).toEqual({ claims: [], answer, citations: [], corrected: 0 });
  });

  it('marks every claim when there is no evidence', () => {
    const { answer, claims } = checkAnswer({
      answer: 'Rome is old [1].',
      pack: evidencePack([]),
    });
    expect(answer).toBe('Rome is old [unverified].');
    expect(claims[0]).toMatchObject({ verdict: 'unsupported', source: null, quote: null });
  });

  it('lets meaning lift a paraphrase over the threshold, never a wrong number', () => {
    const answer = 'Márquez does about seventy concerts annually.';
    const right = checkAnswer({ answer, pack: PACK, meaning: () => 0.95 });
    const without = checkAnswer({ answer, pack: PACK });
    expect(right.claims[0]?.score).toBeGreaterThan(without.claims[0]?.score ?? 1);
    const wrong = checkAnswer({
      answer: 'Floria Márquez performs an average of 90 shows each year.',
      pack: PACK,
      meaning: () => 0.99,
    });
    expect(wrong.claims[0]?.verdict).toBe('contradicted');
  });
});
