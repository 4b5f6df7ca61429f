import { describe, expect, it } from 'vitest';
import type { Claim } from '../../../contracts/claims.js';
import { confidence, groundingScore, hallucinationCount } from '../../../domain/claims/scores.js';
import { webSource } from './evidence-pack.js';

const supported = (source: number, score = 0.9): Claim => ({
  text: 'x',
  verdict: 'supported',
  source,
  quote: 'x',
  score,
});
const UNSUPPORTED: Claim = {
  text: 'x',
  verdict: 'unsupported',
  source: null,
  quote: null,
  score: 0.3,
};
const CONTRADICTED: Claim = { ...UNSUPPORTED, verdict: 'contradicted', source: 1, quote: 'y' };
const SOURCES = ['https://a.example/1', 'https://b.example/1', 'https://www.a.example/2'].map(
  (url) => webSource('t', url),
);

describe('groundingScore and hallucinationCount', () => {
  it('are the share and the number of claims with and without support', () => {
    const claims = [supported(1), supported(2), UNSUPPORTED, CONTRADICTED];
    expect(groundingScore(claims)).toBe(0.5);
    expect(hallucinationCount(claims)).toBe(2);
    expect(groundingScore([])).toBe(0);
    expect(hallucinationCount([])).toBe(0);
  });
});

describe('confidence', () => {
  const base = { claims: [supported(1), supported(2)], sources: SOURCES };

  it('is 0 without claims, sources or support', () => {
    expect(confidence({ claims: [], sources: SOURCES })).toBe(0);
    expect(confidence({ claims: [supported(1)], sources: [] })).toBe(0);
    expect(confidence({ claims: [UNSUPPORTED], sources: SOURCES })).toBe(0);
  });

  it('follows the documented formula', () => {
    const expected = 0.4 + 0.2 * 0.9 + 0.15 * (2 / 3) + 0.1 + 0.15 * 0.5;
    expect(confidence(base)).toBeCloseTo(expected, 4);
  });

  it.each([
    ['a claim is unsupported', { ...base, claims: [...base.claims, UNSUPPORTED] }],
    ['the support is weaker', { ...base, claims: [supported(1, 0.75), supported(2, 0.75)] }],
    ['both sources are one site', { ...base, claims: [supported(1), supported(3)] }],
    ['an engine failed', { ...base, failedEngines: 1, askedEngines: 2 }],
    [
      'only snippets were read',
      { ...base, sources: SOURCES.map((source) => ({ ...source, evidence: 'snippet' as const })) },
    ],
    [
      'the evidence speaks of half of the question',
      { ...base, asked: { share: 0.5, missingNames: [] } },
    ],
    ['a name of the question is missing', { ...base, asked: { share: 1, missingNames: ['Bo'] } }],
    [
      'the sources are less relevant',
      { ...base, sources: SOURCES.map((source) => ({ ...source, relevance: 0.1 })) },
    ],
  ])('falls when %s', (_, weaker) => {
    expect(confidence(weaker)).toBeLessThan(confidence(base));
  });

  it('falls further by a contradicted claim than by an unsupported one', () => {
    const withClaim = (claim: Claim) => confidence({ ...base, claims: [...base.claims, claim] });
    expect(withClaim(CONTRADICTED)).toBeLessThan(withClaim(UNSUPPORTED));
  });

  it('stays between 0 and 1', () => {
    const sources = SOURCES.map((source) => ({ ...source, relevance: 1 }));
    const best = confidence({ claims: [1, 2, 3].map((source) => supported(source, 1)), sources });
    expect(best).toBeGreaterThan(0.9);
    expect(best).toBeLessThanOrEqual(1);
  });
});
