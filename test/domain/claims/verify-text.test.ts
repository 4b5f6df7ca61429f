import { describe, expect, it } from 'vitest';
import { verifyCandidates } from '../../../domain/claims/verify-candidates.js';
import { verifyText } from '../../../domain/claims/verify-text.js';

const EVIDENCE = [
  { id: 'lake', title: 'Lake Arden', text: 'The lake was dammed in 1962. It feeds 300 farms.' },
  { text: 'Belmont is the largest town on the shore.' },
];

describe('verifyText', () => {
  it('names the evidence by its id, else by its position from 1', () => {
    const text =
      'The lake was dammed in 1962. Belmont is the largest town on the shore. Whales sing.';
    const { claims, grounding_score } = verifyText({ text, evidence: EVIDENCE });
    expect(claims.map(({ verdict, evidence_id }) => [verdict, evidence_id])).toEqual([
      ['supported', 'lake'],
      ['supported', '2'],
      ['unsupported', null],
    ]);
    expect(claims[0]?.quote).toBe('The lake was dammed in 1962.');
    expect(grounding_score).toBeCloseTo(2 / 3);
  });

  it('says what contradicts a claim', () => {
    const { claims } = verifyText({ text: 'The lake was dammed in 1963.', evidence: EVIDENCE });
    expect(claims[0]).toMatchObject({
      verdict: 'contradicted',
      evidence_id: 'lake',
      quote: 'The lake was dammed in 1962.',
    });
  });

  it('answers a draft without claims with none and 0', () => {
    expect(verifyText({ text: '# Title\n\nReally?', evidence: EVIDENCE })).toEqual({
      claims: [],
      grounding_score: 0,
    });
  });

  it('finds the one sentence in long evidence', () => {
    const filler = 'The ferry sails to the island on every second day of the summer. '.repeat(
      3_000,
    );
    const text = `${filler}The lighthouse of Arden burned down in 1871. ${filler}`;
    const { claims } = verifyText({
      text: 'The lighthouse of Arden burned down in 1871.',
      evidence: [{ text }],
    });
    expect(claims[0]).toMatchObject({ verdict: 'supported', evidence_id: '1' });
    expect(claims[0]?.quote).toBe('The lighthouse of Arden burned down in 1871.');
  });

  it('takes evidence apart without losing a character', () => {
    for (const text of ['x'.repeat(5_000), 'Ä word. '.repeat(900), 'a\n\n'.repeat(2_000)]) {
      const parts = verifyCandidates({ text: 'x', evidence: [{ text }] }).passages;
      expect(parts.map((part) => part.text).join('')).toBe(text);
      expect(Math.max(...parts.map((part) => part.text.length))).toBeLessThanOrEqual(1_000);
    }
  });

  it('asks meaning for the passages it looks at closely', () => {
    const asked: number[][] = [];
    verifyText({ text: 'Belmont is a big town.', evidence: EVIDENCE }, (claim, passage) => {
      asked.push([claim, passage]);
      return 0.5;
    });
    expect(asked).toEqual([[0, 1]]);
  });
});
