import { rankSources } from '../../../domain/search/rank-sources.js';
import { selectPassages } from '../../../domain/search/select-passages.js';

const NOW = Date.parse('2026-11-22T00:00:00Z');

type Parts = Partial<Parameters<typeof rankSources>[0]> &
  Pick<Parameters<typeof rankSources>[0], 'question' | 'documents'>;

/** Ranks documents as a search does, with diversity alone switched on. */
export function rank(parts: Parts) {
  const subQueries = parts.subQueries ?? [];
  return rankSources({
    subQueries,
    passages: selectPassages({ ...parts, subQueries, limit: 120 }),
    maxSources: 15,
    diversity: true,
    recency: false,
    queryAware: false,
    nowMs: NOW,
    ...parts,
  });
}

/** Titles of the ranked sources, best first. */
export function titles(parts: Parts): string[] {
  return rank(parts).map(({ source }) => source.title);
}
