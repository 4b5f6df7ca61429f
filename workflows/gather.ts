import { isCancellation } from '@temporalio/workflow';
import type { SubQuery } from '../contracts/search.js';
import type { SearchPlan } from '../contracts/search-plan.js';
import type { SearchInput } from '../contracts/workflow-inputs.js';
import { mapLimit } from '../domain/map-limit.js';
import type { SearchBudget } from '../domain/search/search-budget.js';
import { looksInto } from '../domain/search/source-choice.js';
import { about } from './about.js';
import { mergeFound, planHop, planQueries, readSource, searchWeb } from './activities.js';
import type { Tell } from './events.js';
import { announceDocuments, findInDocuments } from './find-in-documents.js';
import { addUsage, addWarnings, type SearchState, subQueriesOf } from './search-state.js';

/** Pages read side by side; each host is paced apart, by the reader. */
const READS_AT_ONCE = 8;

interface Gathering {
  readonly input: SearchInput;
  readonly budget: SearchBudget;
  readonly state: SearchState;
  /** The plan that needs no model. */
  readonly byRules: SearchPlan;
  readonly tell: Tell;
}

/** Plans, searches and reads; then follows what the pages name to further pages, as often as the budget says. */
export async function gather(gathering: Gathering): Promise<void> {
  const { input, budget, state, tell } = gathering;
  await announceDocuments(gathering);
  state.plan = await plan(gathering);
  tell('plan-ready', { sub_queries: state.plan.sub_queries, planned_by: state.plan.planned_by });
  await searchAndRead(gathering, state.plan.sub_queries);

  for (let round = 1; round <= budget.bridgeRounds && state.merged !== null; round++) {
    const hops = await planHop({
      runId: input.runId,
      query: input.request.query,
      asked: subQueriesOf(state),
      merged: state.merged,
      read: state.read,
      limit: budget.queriesPerRound,
    });
    if (hops.length === 0) return;
    state.plan = { ...state.plan, sub_queries: [...state.plan.sub_queries, ...hops] };
    tell('plan-ready', { sub_queries: hops, planned_by: 'rules', round });
    await searchAndRead(gathering, hops);
  }
}

async function plan({ input, budget, state, byRules }: Gathering): Promise<SearchPlan> {
  const { runId, request } = input;
  if (state.models.chat === null) return byRules;
  try {
    const { plan: byModel, usage } = await planQueries({
      runId,
      query: request.query,
      model: state.models.chat,
      todayIso: input.createdAt,
    });
    addUsage(state, usage);
    return { ...byModel, sub_queries: byModel.sub_queries.slice(0, budget.queriesPerRound) };
  } catch (error) {
    if (isCancellation(error)) throw error;
    addWarnings(state, [
      {
        code: 'plan-by-rules',
        message: 'The model could not plan the search, so rules did.',
        subject: state.models.chat,
      },
    ]);
    return byRules;
  }
}

/** One round: every query side by side; where pages are read, all results merged with those before and the best new pages read. */
async function searchAndRead(gathering: Gathering, queries: readonly SubQuery[]): Promise<void> {
  const { input, budget, state, tell } = gathering;
  tell('stage-start', { stage: 'search', queries: queries.length });
  await Promise.all(queries.map((subQuery) => searchOne(gathering, subQuery)));
  if (budget.pagesToRead === 0) return;
  state.merged = await mergeFound({ runId: input.runId, found: state.found });

  const tried = new Set(state.read.map(({ url }) => url));
  const unread = state.merged.urls.filter((url) => !tried.has(url)).slice(0, budget.pagesToRead);
  if (unread.length === 0) return;
  const { enable_recency: recency } = input.request;
  const fresh = input.fresh === true || recency || (state.plan?.time_range ?? null) !== null;
  tell('stage-start', { stage: 'read', pages: unread.length });
  await mapLimit(unread, READS_AT_ONCE, async (url) => {
    const read = await about(readSource, url, { runId: input.runId, url, fresh });
    state.read.push(read);
    if (read.warning !== null) addWarnings(state, [read.warning]);
  });
}

/** Asks wherever the scope of the run allows. */
async function searchOne(gathering: Gathering, subQuery: SubQuery): Promise<void> {
  await Promise.all([searchTheWeb(gathering, subQuery), searchOwn(gathering, subQuery)]);
}

async function searchOwn(gathering: Gathering, subQuery: SubQuery): Promise<void> {
  const found = await findInDocuments(gathering, subQuery, gathering.budget.hitsPerQuery);
  if (found !== null) gathering.state.found.push(found);
}

async function searchTheWeb({ input, budget, state }: Gathering, subQuery: SubQuery) {
  if (subQuery.only !== undefined || !looksInto(input.request, 'web')) return;
  const found = await about(searchWeb, subQuery.query, {
    runId: input.runId,
    subQuery,
    engine: input.request.search_engine,
    limit: budget.hitsPerQuery,
    language: state.plan?.language ?? 'en',
    timeRange: state.plan?.time_range ?? null,
  });
  state.found.push(found);
  addWarnings(state, found.warnings);
}
