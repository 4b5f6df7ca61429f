import type { StepQuery } from '../contracts/research-steps.js';
import type { ResearchInput } from '../contracts/workflow-inputs.js';
import type { RoundBudget } from '../domain/research/research-budget.js';
import { looksInto } from '../domain/search/source-choice.js';
import { about } from './about.js';
import { searchWeb } from './activities.js';
import { findInDocuments } from './find-in-documents.js';
import type { ResearchState } from './research-state.js';
import { addWarnings } from './search-state.js';

interface Finding {
  readonly input: ResearchInput;
  readonly budget: RoundBudget;
  readonly state: ResearchState;
}

/** Looks for one query wherever the scope of the run allows, and notes what was found. */
export async function findSources(finding: Finding, query: StepQuery): Promise<void> {
  await Promise.all([searchTheWeb(finding, query), searchOwn(finding, query)]);
}

async function searchOwn(finding: Finding, query: StepQuery): Promise<void> {
  const { budget, state } = finding;
  const { step, ...subQuery } = query;
  const found = await findInDocuments(finding, subQuery, budget.hitsPerQuery);
  if (found !== null) state.found.push({ query: { ...subQuery, step }, key: found.key });
}

/** Asks the engines of the request in their order, or each of those that are named. */
async function searchTheWeb(finding: Finding, query: StepQuery): Promise<void> {
  const { input, budget } = finding;
  if (query.only !== undefined || !looksInto(input.request, 'web')) return;
  const named = budget.providers ?? [];
  const providers = named.length === 0 ? [undefined] : named;
  await Promise.all(providers.map((provider) => askEngines(finding, query, provider)));
}

async function askEngines(
  { input, budget, state }: Finding,
  { step, ...subQuery }: StepQuery,
  provider: string | undefined,
): Promise<void> {
  const found = await about(searchWeb, subQuery.query, {
    runId: input.runId,
    subQuery,
    engine: input.request.search_engine,
    provider,
    limit: budget.hitsPerQuery,
    language: state.language,
    timeRange: state.timeRange,
    scope: webScope(input),
  });
  state.looked ||= found.looked;
  state.webQueries += found.queries ?? 1;
  state.found.push({ query: { ...subQuery, step }, key: found.key });
  addWarnings(state, found.warnings);
}

/** What of the web the run may use. */
export function webScope({ request }: ResearchInput) {
  const { allowed_domains, blocked_domains, time_range, language } = request;
  return { allowed_domains, blocked_domains, time_range, language };
}
