import type { SearchMode } from '../../contracts/search.js';
import { searchBudget } from '../search/search-budget.js';

/** What a round of research may take, and how long a plan and a report may be. */
export interface RoundBudget {
  readonly queriesPerRound: number;
  readonly hitsPerQuery: number;
  /** Most pages that are read in a round; 0 judges snippets. */
  readonly pagesPerRound: number;
  readonly maxSteps: number;
  /** Most sources of the report. */
  readonly maxSources: number;
}

const REPORT = {
  speed: { maxSteps: 5, maxSources: 15 },
  balanced: { maxSteps: 6, maxSources: 25 },
  deep: { maxSteps: 8, maxSources: 40 },
} as const satisfies Record<SearchMode, object>;

/** The budget of a round: what a search in the same mode may take in one of its own. */
export function roundBudget(mode: SearchMode): RoundBudget {
  const { queriesPerRound, hitsPerQuery, pagesToRead } = searchBudget(mode, null, null);
  return { queriesPerRound, hitsPerQuery, pagesPerRound: pagesToRead, ...REPORT[mode] };
}
