import type { EngineChoice, PromptStrategy, SubQuery } from './search.js';
import type { SearchPlan } from './search-plan.js';
import type { SectionPlace } from './section-place.js';
import type { WebScope } from './source-scope.js';
import type { Usage } from './usage.js';
import type { Warning } from './warnings.js';

/** What crosses Temporal between the steps of a search: ids, keys, counts and short texts, never pages or prompts. */

/** The models a run uses from its first step to its last. */
export interface ChosenModels {
  /** Undefined means extractive answers. */
  readonly chat: string | null;
  /** Null means ranking by keywords. */
  readonly embedding: string | null;
  readonly warnings: readonly Warning[];
}

export interface PlanInput {
  readonly runId: string;
  readonly query: string;
  readonly model: string;
  readonly todayIso: string;
}

export interface PlanOutput {
  readonly plan: SearchPlan;
  readonly usage: Usage;
}

export interface SearchWebInput {
  readonly runId: string;
  readonly subQuery: SubQuery;
  readonly engine: EngineChoice;
  /** One engine by name, in place of those of the choice. */
  readonly provider?: string | undefined;
  readonly limit: number;
  readonly language: string;
  readonly timeRange: SearchPlan['time_range'];
  /** What lies outside is not kept; without it everything counts. */
  readonly scope?: WebScope | undefined;
}

/** The hits of one sub-query, kept as an object. */
export interface FoundHits {
  readonly subQuery: SubQuery;
  readonly key: string;
  readonly count: number;
  /** True when an engine looked, whether it found something or not. */
  readonly looked: boolean;
  /** Requests that were made of engines. */
  readonly queries?: number | undefined;
  readonly warnings: readonly Warning[];
}

export interface MergeInput {
  readonly runId: string;
  readonly found: readonly FoundHits[];
}

/** All hits of a run so far, merged and kept as an object. */
export interface MergedHits {
  readonly key: string;
  /** Addresses of the web, best first. */
  readonly urls: readonly string[];
}

export interface ReadSourceInput {
  readonly runId: string;
  readonly url: string;
  /** True where only what is on the web now will do: a page that was read before is read anew. */
  readonly fresh?: boolean | undefined;
  /** A page that proves to lie outside counts as not readable. */
  readonly scope?: WebScope | undefined;
}

/** A page that was tried: read and kept under `pageKey`, or failed for a named reason. */
export interface ReadSource {
  readonly url: string;
  readonly pageKey: string | null;
  readonly warning: Warning | null;
  /** True for a page that lies outside the scope of its run: what an engine quotes of it is no evidence either. */
  readonly outside?: boolean | undefined;
  /** ISO 8601 UTC; undefined for one that failed. */
  readonly readAt?: string | undefined;
}

export interface PlanHopInput {
  readonly runId: string;
  readonly query: string;
  readonly asked: readonly SubQuery[];
  readonly merged: MergedHits;
  readonly read: readonly ReadSource[];
  readonly limit: number;
}

/** What decides which sources come first. */
export interface Ranking {
  readonly query: string;
  readonly subQueries: readonly SubQuery[];
  readonly language: string;
  readonly maxSources: number;
  readonly diversity: boolean;
  readonly recency: boolean;
  readonly queryAware: boolean;
}

export interface RankInput extends Ranking {
  readonly runId: string;
  readonly merged: MergedHits;
  readonly read: readonly ReadSource[];
  readonly useEmbedder: boolean;
}

/** The evidence pack, kept as an object. */
export interface RankedEvidence {
  readonly packKey: string;
  readonly sources: number;
  readonly warnings: readonly Warning[];
}

export interface WriteInput {
  readonly runId: string;
  readonly packKey: string;
  readonly model: string;
  readonly strategy: PromptStrategy;
  readonly todayIso: string;
}

/** A written answer, kept as an object. */
export interface WrittenAnswer {
  readonly answerKey: string;
  readonly modelUsed: string;
  readonly usage: Usage;
  readonly warnings: readonly Warning[];
}

export interface RewriteInput {
  readonly runId: string;
  readonly packKey: string;
  readonly checkKey: string;
  readonly model: string;
}

export interface CheckInput {
  readonly runId: string;
  readonly packKey: string;
  readonly answerKey: string;
  readonly useEmbedder: boolean;
  /** Of a report, where the answer stands in it. */
  readonly section?: SectionPlace | undefined;
}

/** A checked answer, kept as an object: text, claims and citations. */
export interface CheckedAnswer {
  readonly checkKey: string;
  readonly claims: number;
  /** Claims that the evidence does not support. */
  readonly failed: number;
  readonly warnings: readonly Warning[];
}

/** Everything that a run has got so far, as needed to compose its result. */
export interface SearchProgress {
  readonly plan: SearchPlan | null;
  readonly packKey: string | null;
  readonly checkKey: string | null;
  readonly modelUsed: string;
  readonly usage: Usage;
  readonly warnings: readonly Warning[];
}

export interface KeepSearchInput {
  readonly runId: string;
  readonly query: string;
  readonly mode: string;
  readonly createdAt: string;
  readonly traceUrl: string | null;
  readonly progress: SearchProgress;
}

/** A search that is answered from snippets, without a model. */
export interface AnswerAtOnceInput {
  readonly runId: string;
  readonly found: readonly FoundHits[];
  readonly ranking: Ranking;
  /** What there is before the answer. */
  readonly search: KeepSearchInput;
}

export interface AskPerplexityInput {
  readonly runId: string;
  readonly query: string;
}
