import { EXTRACTIVE } from '../contracts/extractive.js';
import { NO_USAGE } from '../contracts/no-usage.js';
import type { EndedBy, ExecutionStep, ResearchPlan } from '../contracts/research.js';
import type {
  FoundForStep,
  JudgedStep,
  KeepResearchInput,
  StepQuery,
} from '../contracts/research-steps.js';
import type { ChosenModels, ReadSource } from '../contracts/search-steps.js';
import type { SourceScope } from '../contracts/source-scope.js';
import type { Usage } from '../contracts/usage.js';
import type { Warning } from '../contracts/warnings.js';
import type { ResearchInput } from '../contracts/workflow-inputs.js';
import type { RoundBudget } from '../domain/research/research-budget.js';
import type { Spending } from '../domain/research/spending.js';
import type { Clock } from './clock.js';
import type { Controls } from './controls.js';
import type { Tell } from './events.js';
import type { DocumentsState } from './search-state.js';

/** What a research run has got so far. Kept outside the steps, so that a step cut short loses only itself. */
export interface ResearchState {
  readonly models: ChosenModels;
  readonly found: FoundForStep[];
  readonly read: ReadSource[];
  readonly asked: StepQuery[];
  readonly rounds: ExecutionStep[];
  readonly warnings: Warning[];
  readonly documents: DocumentsState;
  plan: ResearchPlan | null;
  language: string;
  timeRange: SourceScope['time_range'];
  judged: readonly JudgedStep[];
  evidenceKey: string | null;
  packKey: string | null;
  sectionKeys: readonly string[];
  contradictionsKey: string | null;
  sourcesFound: number;
  /** Whether any engine looked, whether it found something or not. */
  looked: boolean;
  endedBy: EndedBy | null;
  modelUsed: string;
  usage: Usage;
}

/** Everything that the steps of a run share. */
export interface Researching {
  readonly input: ResearchInput;
  readonly budget: RoundBudget;
  readonly state: ResearchState;
  readonly clock: Clock;
  readonly controls: Controls;
  readonly tell: Tell;
}

export function openResearchState(models: ChosenModels): ResearchState {
  return {
    models,
    found: [],
    read: [],
    asked: [],
    rounds: [],
    warnings: [...models.warnings],
    documents: { looked: false, failure: undefined },
    plan: null,
    language: 'en',
    timeRange: null,
    judged: [],
    evidenceKey: null,
    packKey: null,
    sectionKeys: [],
    contradictionsKey: null,
    sourcesFound: 0,
    looked: false,
    endedBy: null,
    modelUsed: EXTRACTIVE,
    usage: NO_USAGE,
  };
}

/** What counts against the budget of the run. */
export function spendingOf({ asked, read, usage }: ResearchState): Spending {
  return { searches: asked.length, pages: read.length, tokens: usage.total_tokens };
}

/** What composes the result of the run as far as it has come. */
export function keepOf({ input, state, controls }: Researching): KeepResearchInput {
  const { runId, request, createdAt, traceUrl } = input;
  const { plan, judged, rounds, packKey, sectionKeys, contradictionsKey } = state;
  const { sourcesFound, endedBy, modelUsed, usage, warnings } = state;
  return {
    runId,
    query: request.query,
    mode: request.mode,
    createdAt,
    traceUrl,
    progress: {
      plan,
      judged,
      rounds: [...rounds],
      packKey,
      sectionKeys,
      contradictionsKey,
      sourcesFound,
      endedBy,
      modelUsed,
      usage,
      warnings: [...warnings],
      heldMs: controls.heldMs(),
    },
  };
}
