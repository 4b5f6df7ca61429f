import type { StepQuery } from '../contracts/research-steps.js';
import type { ResearchInput } from '../contracts/workflow-inputs.js';
import type { RoundBudget } from '../domain/research/research-budget.js';
import { searchWeb } from './activities.js';
import type { ResearchState } from './research-state.js';
import { addWarnings } from './search-state.js';

interface Finding {
  readonly input: ResearchInput;
  readonly budget: RoundBudget;
  readonly state: ResearchState;
}

/** Looks for one query wherever the scope of the run allows, and notes what was found. */
export async function findSources(
  { input, budget, state }: Finding,
  query: StepQuery,
): Promise<void> {
  const { runId, request } = input;
  if (!request.sources.includes('web')) return;
  const { step, ...subQuery } = query;
  const found = await searchWeb({
    runId,
    subQuery,
    engine: request.search_engine,
    limit: budget.hitsPerQuery,
    language: state.language,
    timeRange: state.timeRange,
    scope: webScope(input),
  });
  state.looked ||= found.looked;
  state.found.push({ query: { ...subQuery, step }, key: found.key });
  addWarnings(state, found.warnings);
}

/** What of the web the run may use. */
export function webScope({ request }: ResearchInput) {
  const { allowed_domains, blocked_domains, time_range } = request;
  return { allowed_domains, blocked_domains, time_range };
}
