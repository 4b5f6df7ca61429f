import { describe, expect, it } from 'vitest';
import { estimateTokens } from '../../../domain/answers/estimate-tokens.js';
import { fitPack } from '../../../domain/answers/fit-pack.js';
import { evidencePack } from '../claims/evidence-pack.js';

const words = (count: number) => 'river '.repeat(count).trim();

describe('fitPack', () => {
  const pack = evidencePack([
    { title: 'A', passages: [words(100), words(101), words(102)] },
    { title: 'B', passages: [words(103), words(104)] },
  ]);
  const kept = (budget: number) =>
    fitPack(pack, budget).pack.sources.map(({ passages }) => passages.length);

  it('keeps all when there is room', () => {
    expect(fitPack(pack, 5_000)).toEqual({ pack, left_out: 0 });
  });

  it('takes the best passage of each source before any second one', () => {
    expect(kept(500)).toEqual([1, 1]);
    expect(kept(700)).toEqual([2, 1]);
    expect(fitPack(pack, 500).left_out).toBe(3);
  });

  it('keeps the numbers of sources that found no room', () => {
    const { pack: fitted } = fitPack(pack, 250);
    expect(fitted.sources.map(({ source }) => source.title)).toEqual(['A', 'B']);
    expect(kept(250)).toEqual([1, 0]);
  });

  it('cuts the first passage when not even one fits, at its end', () => {
    const [first] = fitPack(pack, 150).pack.sources[0]?.passages ?? [];
    expect(first?.text.length).toBeGreaterThan(100);
    expect(pack.sources[0]?.passages[0]?.text.slice(0, first?.text.length)).toBe(first?.text);
    expect(first?.end).toBe((first?.start ?? 0) + (first?.text.length ?? 0));
  });

  it('never goes over the budget', () => {
    for (const budget of [0, 60, 200, 333, 512, 900]) {
      const { pack: fitted } = fitPack(pack, budget);
      const texts = fitted.sources.flatMap(({ passages }) => passages.map(({ text }) => text));
      expect(estimateTokens(texts.join(' '))).toBeLessThanOrEqual(budget);
    }
  });
});

describe('estimateTokens', () => {
  // Counts of common tokenizers for these texts are at or below the second number's lower end.
  it.each([
    ['', 0, 0],
    ['The quick brown fox jumps over the lazy dog.', 10, 20],
    ['東京は日本の首都です', 10, 20],
    ['Быстрая коричневая лиса', 8, 20],
    ['1234567890', 4, 10],
    ['😀😀', 4, 8],
    ['{"a":[1,2,3]}', 10, 16],
  ])('is on the safe side for %j', (text, least, most) => {
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(least);
    expect(estimateTokens(text)).toBeLessThanOrEqual(most);
  });
});
