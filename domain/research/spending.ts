import type { ResearchBudget } from '../../contracts/research.js';
import type { RoundBudget } from './research-budget.js';

/** Gathering may use this share of the tokens; writing and checking need the rest. */
const GATHERING_TOKENS = 0.8;

type Limit = 'tokens' | 'pages' | 'searches';

/** What a run has used up so far. */
export type Spending = Readonly<Record<Limit, number>>;

/** The limit that leaves no room for another round; null when there is room. */
export function spentLimit(budget: ResearchBudget, spent: Spending): Limit | null {
  const limits: readonly Limit[] = ['searches', 'pages', 'tokens'];
  return limits.find((limit) => roomIn(limit, budget, spent) < 1) ?? null;
}

/** Whether the budget leaves gathering tokens for another call of a model. */
export function hasTokensToGather(budget: ResearchBudget, spent: Spending): boolean {
  return roomIn('tokens', budget, spent) >= 1;
}

/** A round that stays within the budget of its run. */
export function roundWithin(
  round: RoundBudget,
  budget: ResearchBudget,
  spent: Spending,
): RoundBudget {
  return {
    ...round,
    queriesPerRound: Math.min(round.queriesPerRound, roomIn('searches', budget, spent)),
    pagesPerRound: Math.min(round.pagesPerRound, roomIn('pages', budget, spent)),
  };
}

/** Whether the tokens left are enough for something that takes so many; always, without a limit. */
export function hasTokensFor(needed: number, limit: number | null, used: number): boolean {
  return limit === null || limit - used >= Math.max(1, needed);
}

/** How much may still be used for gathering; infinite without a limit. */
function roomIn(limit: Limit, budget: ResearchBudget, spent: Spending): number {
  const most = budget[limit];
  if (most === null) return Number.POSITIVE_INFINITY;
  const share = limit === 'tokens' ? GATHERING_TOKENS : 1;
  return Math.max(0, Math.floor(most * share) - spent[limit]);
}
