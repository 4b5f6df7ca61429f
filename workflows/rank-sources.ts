import type { RankedEvidence, Ranking } from '../contracts/search-steps.js';
import type { SearchInput } from '../contracts/workflow-inputs.js';
import type { SearchBudget } from '../domain/search/search-budget.js';
import { mergeFound, rankEvidence, withEmbedder } from './activities.js';
import { byMeaningOrKeywords, RANKED_BY_KEYWORDS } from './by-meaning.js';
import { RANK_SHARE } from './clock.js';
import type { Answering } from './compose-answer.js';
import { subQueriesOf } from './search-state.js';
import { tryWithin } from './try-within.js';

export interface Composing extends Answering {
  readonly input: SearchInput;
  readonly budget: SearchBudget;
}

/** Ranks what was found, by meaning when there is an embedder and time, else by keywords. */
export async function rank({ input, budget, state, clock }: Composing): Promise<RankedEvidence> {
  const { runId } = input;
  const merged = state.merged ?? (await mergeFound({ runId, found: state.found }));
  const ranking = (useEmbedder: boolean) => ({
    ...rankingOf({ input, budget, state }),
    runId,
    merged,
    read: state.read,
    useEmbedder,
  });
  return byMeaningOrKeywords(state, {
    byMeaning: () =>
      tryWithin(clock.msUntil(RANK_SHARE), () => withEmbedder.rankEvidence(ranking(true))),
    byKeywords: () => rankEvidence(ranking(false)),
    message: RANKED_BY_KEYWORDS,
  });
}

/** What the request and the plan say about which sources come first. */
export function rankingOf({ input, budget, state }: Omit<Composing, 'clock'>): Ranking {
  const { request } = input;
  return {
    query: request.query,
    subQueries: subQueriesOf(state),
    language: state.plan?.language ?? 'en',
    maxSources: budget.maxSources,
    diversity: request.enable_diversity,
    recency: request.enable_recency,
    queryAware: request.enable_query_aware,
  };
}
