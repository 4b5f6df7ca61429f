import type { LiveSearchRequest } from './live-search.js';
import type { Coverage, EndedBy, ExecutionStep, ResearchPlan, ResearchStep } from './research.js';
import type { SearchMode, SubQuery } from './search.js';
import type { ReadSource } from './search-steps.js';
import type { SourceScope, WebScope } from './source-scope.js';
import type { Usage } from './usage.js';
import type { Warning } from './warnings.js';

/** What crosses Temporal between the steps of a research run: ids, keys, counts and short texts. */

/** A query with the step of the plan that it is for. */
export interface StepQuery extends SubQuery {
  readonly step: number;
}

export interface PlanResearchInput {
  readonly query: string;
  readonly mode: string;
  readonly iterations: number;
  /** Most steps. */
  readonly limit: number;
}

/** A plan, and how its queries are to be searched. */
export interface PlannedResearch {
  readonly plan: ResearchPlan;
  /** ISO 639-1 code of the question's language. */
  readonly language: string;
  readonly timeRange: SourceScope['time_range'];
}

export interface PlanByModelInput extends PlanResearchInput {
  readonly runId: string;
  readonly model: string;
  readonly todayIso: string;
}

/** The plan of a model, or why it is of no use. */
export interface PlannedByModel {
  readonly plan: ResearchPlan | null;
  /** A few words; empty when there is a plan. */
  readonly fault: string;
  readonly usage: Usage;
}

/** The hits of one query, kept as an object. */
export interface FoundForStep {
  readonly query: StepQuery;
  readonly key: string;
}

export interface MergeRoundInput {
  readonly runId: string;
  /** Where the hits of each query lie, those of earlier rounds first. */
  readonly found: readonly FoundForStep[];
  /** How many of them are of earlier rounds. */
  readonly earlier: number;
  /** Addresses that were tried before. */
  readonly tried: readonly string[];
  /** Most pages to read. */
  readonly limit: number;
}

/** All hits of the run so far, kept as an object, and the pages that are to be read next. */
export interface MergedRound {
  readonly key: string;
  readonly total: number;
  readonly toRead: readonly string[];
  /** Queries of this round that found nothing, or only what earlier ones had found. */
  readonly deadEnds: readonly string[];
}

export interface KeepEvidenceInput {
  readonly runId: string;
  readonly question: string;
  readonly language: string;
  readonly steps: readonly ResearchStep[];
  readonly asked: readonly StepQuery[];
  readonly mergedKey: string;
  readonly read: readonly ReadSource[];
  /** How pages are cut, in words; undefined cuts them along sentences. */
  readonly chunking?: { readonly words: number; readonly overlap: number } | undefined;
}

export interface JudgeInput {
  readonly runId: string;
  readonly evidenceKey: string;
  /** The evidence before this round; null in the first. */
  readonly earlierKey: string | null;
  /** Most queries for the next round. */
  readonly limit: number;
  /** Most passages that are kept from the round. */
  readonly passages?: number | undefined;
}

export interface JudgedStep {
  readonly step_number: number;
  readonly state: Coverage;
  /** What no source tells of it yet; empty when it is covered. */
  readonly missing: string;
  /** What sources say different things of, in the words of the model that judged. */
  readonly contradicts?: string | undefined;
}

export interface JudgeStepInput {
  readonly runId: string;
  /** The best sources so far. */
  readonly packKey: string;
  readonly question: string;
  readonly step: ResearchStep;
  readonly model: string;
}

/** What a model says of one step. */
export interface StepVerdict extends JudgedStep {
  readonly contradicts: string;
  /** A query for what is missing; empty when it gave none of use. */
  readonly query: string;
  /** Whether the model was shown pages of documents: its words may be theirs, and are not for search engines. */
  readonly fromDocuments?: boolean;
}

export interface WeighInput {
  readonly steps: readonly ResearchStep[];
  readonly byRules: readonly JudgedStep[];
  readonly byModel: readonly StepVerdict[];
  readonly asked: readonly StepQuery[];
  /** What the rules would ask next. */
  readonly next: readonly StepQuery[];
  /** Most queries for the next round. */
  readonly limit: number;
}

export interface StepJudgement {
  /** Null where the model was not asked, for want of evidence, or its reply is of no use. */
  readonly verdict: StepVerdict | null;
  readonly usage: Usage;
}

export interface Judgement {
  readonly steps: readonly JudgedStep[];
  /** Sources of this round that tell something of a step. */
  readonly newSources: number;
  /** Queries for what is missing, and for the steps whose turn it is. */
  readonly next: readonly StepQuery[];
  /** The best sources so far, kept as an evidence pack. */
  readonly packKey: string;
  /** Chunks of all pages that were read, where they are cut by words. */
  readonly chunks?: number | undefined;
}

export interface RankResearchInput {
  readonly runId: string;
  readonly evidenceKey: string;
  readonly maxSources: number;
  /** Most passages that the report is written from. */
  readonly passages?: number | undefined;
  readonly useEmbedder: boolean;
}

/** A part of the report and what it is to answer. */
export interface Section {
  readonly heading: string;
  /** What its sentences are chosen by. */
  readonly query: string;
}

export interface ExtractSectionsInput {
  readonly runId: string;
  readonly packKey: string;
  readonly sections: readonly Section[];
}

/** Checked sections, each kept as an object, in the order of the report. */
export interface WrittenSections {
  readonly sectionKeys: readonly string[];
  readonly contradictionsKey: string;
}

/** A run as far as it has come, as needed to compose its result. */
export interface KeepResearchInput {
  readonly runId: string;
  readonly query: string;
  readonly mode: SearchMode;
  readonly createdAt: string;
  readonly traceUrl: string | null;
  readonly progress: ResearchProgress;
  /** What a live search counts beside that; undefined for research. */
  readonly live?: LiveProgress | undefined;
}

export interface LiveProgress {
  readonly request: LiveSearchRequest;
  /** Requests that were made of engines. */
  readonly webQueries: number;
  /** Chunks of the pages that were read. */
  readonly chunks: number;
  readonly pagesRead: number;
  /** Tells when each page was read; null before the first round ended. */
  readonly evidenceKey: string | null;
  /** When an engine was asked last, ISO 8601 UTC. */
  readonly searchedAt: string;
  /** Tokens of planning and judging; the others of the run are those of writing. */
  readonly gatheringUsage: Usage;
}

export interface ChooseLinksInput {
  readonly runId: string;
  readonly question: string;
  readonly asked: readonly StepQuery[];
  /** The pages whose links count. */
  readonly pages: readonly ReadSource[];
  /** Addresses that were tried before. */
  readonly tried: readonly string[];
  readonly limit: number;
  readonly scope: WebScope;
}

/** Links worth following, kept as hits like those of an engine. */
export interface ChosenLinks {
  readonly key: string;
  readonly urls: readonly string[];
}

export interface ResearchProgress {
  readonly plan: ResearchPlan | null;
  readonly judged: readonly JudgedStep[];
  readonly rounds: readonly ExecutionStep[];
  readonly packKey: string | null;
  readonly sectionKeys: readonly string[];
  readonly contradictionsKey: string | null;
  readonly sourcesFound: number;
  readonly endedBy: EndedBy | null;
  readonly modelUsed: string;
  readonly usage: Usage;
  readonly warnings: readonly Warning[];
  /** Milliseconds that the run waited for a person, which are no time of its own. */
  readonly heldMs: number;
}
