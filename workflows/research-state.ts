import { EXTRACTIVE } from '../contracts/extractive.js';
import { NO_USAGE } from '../contracts/no-usage.js';
import type { CheckedSection } from '../contracts/report-steps.js';
import type { EndedBy, ExecutionStep, ResearchPlan, ResearchStep } from '../contracts/research.js';
import type {
  FoundForStep,
  JudgedStep,
  KeepResearchInput,
  LiveProgress,
  StepQuery,
  StepVerdict,
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
  /** Those that plan and judge, then those that write. */
  models: ChosenModels;
  readonly found: FoundForStep[];
  readonly read: ReadSource[];
  readonly asked: StepQuery[];
  readonly rounds: ExecutionStep[];
  /** The round that has begun and not ended; null between rounds. */
  inHand: RoundInHand | null;
  /** Steps that people added while the run went on. */
  readonly steered: ResearchStep[];
  readonly warnings: Warning[];
  readonly documents: DocumentsState;
  /** What evidence is looked for: the question, with what it is about where it follows another. */
  question: string;
  /** What was taken over from an earlier run: it counts against no budget. */
  earlier: EarlierEvidence | null;
  plan: ResearchPlan | null;
  language: string;
  timeRange: SourceScope['time_range'];
  judged: readonly JudgedStep[];
  /** Verdicts of the model on steps that are covered. */
  readonly settled: Map<number, StepVerdict>;
  evidenceKey: string | null;
  packKey: string | null;
  /** Sections that a model, or the sources in its place, have written so far. */
  readonly sectionsDone: CheckedSection[];
  sectionKeys: readonly string[];
  contradictionsKey: string | null;
  sourcesFound: number;
  /** Whether any engine looked, whether it found something or not. */
  looked: boolean;
  endedBy: EndedBy | null;
  /** Requests that were made of engines. */
  webQueries: number;
  /** Chunks of the pages that were read, where they are cut by words. */
  chunks: number;
  modelUsed: string;
  usage: Usage;
  /** What was used before writing began; null until then. */
  gatheringUsage: Usage | null;
}

/** A round as it began: what there was before, by which its own share is told. */
export interface RoundInHand {
  readonly iteration: number;
  readonly queries: readonly StepQuery[];
  readonly startMs: number;
  /** Lists of hits before it. */
  readonly foundBefore: number;
  readonly readBefore: number;
  readonly tokensBefore: number;
  /** The evidence before it; null in the first round. */
  readonly earlierKey: string | null;
}

export interface EarlierEvidence {
  /** Queries of what the earlier run left open. */
  readonly open: readonly string[];
  readonly pages: number;
  /** Queries that it answers, which therefore were not asked. */
  readonly queries: number;
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

export function openResearchState(models: ChosenModels, question: string): ResearchState {
  return {
    models,
    found: [],
    read: [],
    asked: [],
    rounds: [],
    inHand: null,
    steered: [],
    warnings: [...models.warnings],
    documents: { looked: false, failure: undefined },
    question,
    earlier: null,
    plan: null,
    language: 'en',
    timeRange: null,
    judged: [],
    settled: new Map(),
    evidenceKey: null,
    packKey: null,
    sectionsDone: [],
    sectionKeys: [],
    contradictionsKey: null,
    sourcesFound: 0,
    looked: false,
    endedBy: null,
    webQueries: 0,
    chunks: 0,
    modelUsed: EXTRACTIVE,
    usage: NO_USAGE,
    gatheringUsage: null,
  };
}

/** What counts against the budget of the run. */
export function spendingOf({ asked, read, usage, earlier }: ResearchState): Spending {
  return {
    searches: asked.length - (earlier?.queries ?? 0),
    pages: read.length - (earlier?.pages ?? 0),
    tokens: usage.total_tokens,
  };
}

/** What composes the result of the run as far as it has come. */
export function keepOf(researching: Researching): KeepResearchInput {
  const { input, state, controls } = researching;
  const { runId, request, createdAt, traceUrl } = input;
  const { plan, judged, rounds, packKey, sectionKeys, contradictionsKey } = state;
  const { sourcesFound, endedBy, modelUsed, usage, warnings } = state;
  return {
    runId,
    query: request.query,
    mode: request.mode,
    createdAt,
    traceUrl,
    live: liveOf(researching),
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

/** What a live search counts beside what research does. */
function liveOf({ input, state }: Researching): LiveProgress | undefined {
  if (input.live === undefined) return undefined;
  const { webQueries, chunks, read, evidenceKey } = state;
  return {
    request: input.live,
    webQueries,
    chunks,
    pagesRead: read.filter(({ pageKey }) => pageKey !== null).length,
    evidenceKey,
    searchedAt: new Date().toISOString(),
    gatheringUsage: state.gatheringUsage ?? state.usage,
  };
}
