import { expect, test } from 'vitest';
import { freshness } from '../../../domain/search/recency-weight.js';

const NOW = Date.parse('2026-11-22T00:00:00Z');

test('freshness halves with every half-life of the question', () => {
  const weekly = freshness('floods in the last week', NOW);
  expect(weekly('2026-11-22T00:00:00Z')).toBe(1);
  expect(weekly('2026-11-15T00:00:00Z')).toBeCloseTo(0.5);
  expect(weekly('2026-11-08T00:00:00Z')).toBeCloseTo(0.25);
  expect(freshness('Who wrote Faust?', NOW)('2025-11-22T00:00:00Z')).toBeCloseTo(0.5);
});

test('an undated page lies in between, a date in the future is fresh', () => {
  const fresh = freshness('latest news', NOW);
  expect(fresh(null)).toBe(0.5);
  expect(fresh('not a date')).toBe(0.5);
  expect(fresh('2027-01-01')).toBe(1);
});

test('a year in the question is what dates are compared with', () => {
  const fresh = freshness('Who won the election of 2019?', NOW);
  expect(fresh('2019-06-01')).toBe(1);
  expect(fresh('2026-06-01')).toBeLessThan(0.05);
});
