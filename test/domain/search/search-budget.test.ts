import { expect, test } from 'vitest';
import { searchBudget } from '../../../domain/search/search-budget.js';

test.each([
  ['speed', 10, 15],
  ['balanced', 15, 60],
  ['deep', 20, 120],
] as const)('mode %s gives up to %d sources in %d seconds', (mode, maxSources, timeoutSeconds) => {
  expect(searchBudget(mode, null, null)).toMatchObject({ maxSources, timeoutSeconds });
});

test('max_sources and timeout go before the defaults of the mode', () => {
  expect(searchBudget('balanced', 50, 300)).toMatchObject({ maxSources: 50, timeoutSeconds: 300 });
  expect(searchBudget('speed', 5, 10)).toMatchObject({ maxSources: 5, timeoutSeconds: 10 });
});

test('speed reads no page and bridges nothing', () => {
  expect(searchBudget('speed', 50, null)).toMatchObject({ pagesToRead: 0, bridgeRounds: 0 });
});

test('pages enough for the sources wanted are read, and no more than twice as many', () => {
  for (const mode of ['balanced', 'deep'] as const) {
    for (const sources of [5, 10, 15, 20, 50]) {
      const { pagesToRead, bridgeRounds } = searchBudget(mode, sources, null);
      const read = pagesToRead * (1 + bridgeRounds);
      expect(read).toBeGreaterThanOrEqual(2 * sources);
      expect(read).toBeLessThanOrEqual(2 * sources + bridgeRounds);
    }
  }
});

test('enough hits are asked for to fill the sources from one query', () => {
  expect(searchBudget('balanced', 50, null).hitsPerQuery).toBe(50);
});
