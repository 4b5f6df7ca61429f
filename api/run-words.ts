import type { RunKind } from '../contracts/runs.js';

/** How errors name a kind of run: to programs, and to people. */
interface RunWords {
  readonly code: string;
  readonly noun: string;
}

const SEARCH: RunWords = { code: 'search', noun: 'Search' };

const WORDS: Readonly<Record<RunKind, RunWords>> = {
  search: SEARCH,
  perplexity: SEARCH,
  document: { code: 'document', noun: 'Ingestion' },
  'document-query': { code: 'query', noun: 'Query' },
  image: { code: 'image', noun: 'Image generation' },
  reembedding: { code: 'reembedding', noun: 'Re-embedding' },
  research: { code: 'research', noun: 'Research' },
  'live-search': { code: 'live_search', noun: 'Live search' },
};

export function runWords(kind: RunKind): RunWords {
  return WORDS[kind];
}
