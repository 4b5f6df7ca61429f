import type { JudgedStep, StepQuery } from './research-steps.js';
import type { ReadSource } from './search-steps.js';
import type { SourceScope, WebScope } from './source-scope.js';

/** What crosses Temporal where a run starts from the evidence of an earlier one. */

export interface OpenFollowUpInput {
  readonly runId: string;
  readonly query: string;
  /** The session whose evidence is taken over. */
  readonly followUpOf: string;
  /** What lies outside is not taken over. */
  readonly scope: Omit<SourceScope, 'language'> & WebScope;
}

/** The evidence that was taken over, under keys of the new run. */
export interface OpenedFollowUp {
  /** The question, completed by what it is about where it names nothing itself. */
  readonly question: string;
  /** The hits that were taken over; null when there are none. */
  readonly foundKey: string | null;
  readonly read: readonly ReadSource[];
  /** What the earlier run left open. */
  readonly open: readonly string[];
}

export interface AimFollowUpInput {
  readonly runId: string;
  readonly evidenceKey: string;
  /** Queries of what the earlier run left open. */
  readonly open: readonly string[];
  /** Most queries wanted. */
  readonly limit: number;
}

/** What the evidence that was taken over says to the new plan. */
export interface AimedFollowUp {
  readonly steps: readonly JudgedStep[];
  /** Queries of steps that it covers: they need not be asked. */
  readonly settled: readonly StepQuery[];
  /** Queries for what is still open. */
  readonly next: readonly StepQuery[];
  readonly sources: number;
  /** The best sources, kept as an evidence pack. */
  readonly packKey: string;
}
