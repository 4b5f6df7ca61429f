import { EXTRACTIVE } from '../contracts/extractive.js';
import { NO_USAGE } from '../contracts/no-usage.js';
import type { SubQuery } from '../contracts/search.js';
import type { SearchPlan } from '../contracts/search-plan.js';
import type {
  ChosenModels,
  FoundHits,
  MergedHits,
  ReadSource,
  SearchProgress,
} from '../contracts/search-steps.js';
import type { Usage } from '../contracts/usage.js';
import type { Warning } from '../contracts/warnings.js';

/** How looking into the own documents went. */
export interface DocumentsState {
  looked: boolean;
  /** The last failure; undefined without one. */
  failure: unknown;
}

/** What a search has got so far. Kept outside the steps, so that a step cut short loses only itself. */
export interface SearchState {
  readonly models: ChosenModels;
  readonly found: FoundHits[];
  readonly read: ReadSource[];
  readonly warnings: Warning[];
  readonly documents: DocumentsState;
  plan: SearchPlan | null;
  merged: MergedHits | null;
  packKey: string | null;
  checkKey: string | null;
  modelUsed: string;
  usage: Usage;
}

export function openSearchState(models: ChosenModels): SearchState {
  return {
    models,
    found: [],
    read: [],
    warnings: [...models.warnings],
    documents: { looked: false, failure: undefined },
    plan: null,
    merged: null,
    packKey: null,
    checkKey: null,
    modelUsed: models.chat ?? EXTRACTIVE,
    usage: NO_USAGE,
  };
}

/** Queries asked so far, in the order they were planned. */
export function subQueriesOf({ plan }: SearchState): readonly SubQuery[] {
  return plan?.sub_queries ?? [];
}

export function addUsage(state: Pick<SearchState, 'usage'>, usage: Usage): void {
  state.usage = {
    prompt_tokens: state.usage.prompt_tokens + usage.prompt_tokens,
    completion_tokens: state.usage.completion_tokens + usage.completion_tokens,
    total_tokens: state.usage.total_tokens + usage.total_tokens,
    model_calls: state.usage.model_calls + usage.model_calls,
  };
}

/** Adds warnings, each once. */
export function addWarnings(
  state: Pick<SearchState, 'warnings'>,
  warnings: readonly Warning[],
): void {
  for (const warning of warnings) {
    const known = state.warnings.some(
      ({ code, subject, message }) =>
        code === warning.code && subject === warning.subject && message === warning.message,
    );
    if (!known) state.warnings.push(warning);
  }
}

export function progressOf(state: SearchState): SearchProgress {
  const { plan, packKey, checkKey, modelUsed, usage, warnings } = state;
  return { plan, packKey, checkKey, modelUsed, usage, warnings };
}

/** Says that an empty answer is no verdict on the web. */
export const NOTHING_SEARCHED = {
  code: 'web-not-searched',
  message:
    'No web search engine answered, so what was not found here may well be on the web. Set SEARXNG_URL or a key, or look at the engines that failed.',
};
