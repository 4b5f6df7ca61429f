import type { SearchMode } from '../../contracts/search.js';

/** What one run may spend. */
export interface SearchBudget {
  readonly maxSources: number;
  readonly timeoutSeconds: number;
  /** Most sub-queries that are searched in a round. */
  readonly queriesPerRound: number;
  readonly hitsPerQuery: number;
  /** Most pages that are read in a round; 0 reads none and ranks snippets. */
  readonly pagesToRead: number;
  /** Rounds in which the pages read so far say what to search next. */
  readonly bridgeRounds: number;
}

/** Pages read for each source wanted, over all rounds: half of what is read may prove to be of no use. */
const READ_PER_SOURCE = 2;

const MODES = {
  speed: { maxSources: 10, timeoutSeconds: 15, queriesPerRound: 4, hitsPerQuery: 10, rounds: 0 },
  balanced: { maxSources: 15, timeoutSeconds: 60, queriesPerRound: 6, hitsPerQuery: 10, rounds: 2 },
  deep: { maxSources: 20, timeoutSeconds: 120, queriesPerRound: 8, hitsPerQuery: 20, rounds: 3 },
} as const satisfies Record<SearchMode, object>;

/** The budget of a mode; `maxSources` and `timeout` (seconds) override it unless they are null. */
export function searchBudget(
  mode: SearchMode,
  maxSources: number | null,
  timeout: number | null,
): SearchBudget {
  const { rounds, ...defaults } = MODES[mode];
  const sources = maxSources ?? defaults.maxSources;
  return {
    ...defaults,
    maxSources: sources,
    timeoutSeconds: timeout ?? defaults.timeoutSeconds,
    hitsPerQuery: Math.max(defaults.hitsPerQuery, Math.min(50, sources)),
    pagesToRead: mode === 'speed' ? 0 : Math.ceil((READ_PER_SOURCE * sources) / (1 + rounds)),
    bridgeRounds: rounds,
  };
}
