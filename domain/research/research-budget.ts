import type { SearchMode } from '../../contracts/search.js';
import type { Chunking } from '../search/chunk-words.js';

/** What a round of research may take, and how long a plan and a report may be. */
export interface RoundBudget {
  readonly queriesPerRound: number;
  readonly hitsPerQuery: number;
  /** Most pages that are read in a round; 0 judges snippets. */
  readonly pagesPerRound: number;
  readonly maxSteps: number;
  /** Most sources of the report. */
  readonly maxSources: number;
  /** Engines by name that are each asked every query; none of them means those of the request, in order. */
  readonly providers?: readonly string[];
  /** How many links away from a page that was found others are read; 0 follows none. */
  readonly linkDepth?: number;
  /** Most passages that are kept from a round. */
  readonly passages?: number;
  /** How pages are cut; undefined cuts them along sentences. */
  readonly chunking?: Chunking;
}

/** A round of any mode that reads takes what one of a balanced search takes: depth comes from their number. */
const READING = { queriesPerRound: 6, hitsPerQuery: 15, pagesPerRound: 10 };
const SNIPPETS = { queriesPerRound: 4, hitsPerQuery: 10, pagesPerRound: 0 };

const BUDGETS = {
  speed: { ...SNIPPETS, maxSteps: 5, maxSources: 15 },
  balanced: { ...READING, maxSteps: 6, maxSources: 25 },
  deep: { ...READING, maxSteps: 8, maxSources: 40 },
} as const satisfies Record<SearchMode, RoundBudget>;

/** The budget of a round by mode; `speed` reads no page and judges snippets. */
export function roundBudget(mode: SearchMode): RoundBudget {
  return BUDGETS[mode];
}
