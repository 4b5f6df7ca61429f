import type { ResearchStep } from './research.js';
import type { JudgedStep, Section } from './research-steps.js';
import type { PromptStrategy } from './search.js';
import type { Usage } from './usage.js';
import type { Warning } from './warnings.js';

/** What crosses Temporal while a model writes a report: ids, keys, counts and short texts. */

export interface OutlineInput {
  readonly runId: string;
  readonly packKey: string;
  readonly question: string;
  readonly steps: readonly ResearchStep[];
  readonly judged: readonly JudgedStep[];
  readonly model: string;
}

/** The sections of a model, or why they are of no use. */
export interface OutlinedByModel {
  readonly sections: readonly Section[] | null;
  /** A few words; empty when there are sections. */
  readonly fault: string;
  readonly usage: Usage;
}

export interface WriteSectionInput {
  readonly runId: string;
  /** The evidence of the whole report. */
  readonly packKey: string;
  readonly section: Section;
  readonly number: number;
  /** The question of the report. */
  readonly question: string;
  readonly model: string;
  readonly strategy: PromptStrategy;
  readonly todayIso: string;
}

/** A section as a model wrote it, kept as an object with the evidence it was given. */
export interface WrittenSection {
  /** Null when the model wrote nothing. */
  readonly answerKey: string | null;
  /** The evidence of the section; null when there is none, and the model was not asked. */
  readonly packKey: string | null;
  readonly modelUsed: string;
  readonly usage: Usage;
  readonly warnings: readonly Warning[];
}

export interface ExtractSectionInput {
  readonly runId: string;
  readonly packKey: string;
  readonly section: Section;
  readonly number: number;
  /** The checked sections before it, whose sentences it does not repeat. */
  readonly before: readonly CheckedSection[];
}

/** A section that was checked; what the check left of it is kept as an object. */
export interface CheckedSection {
  readonly heading: string;
  readonly checkKey: string;
  readonly modelUsed: string;
}

/** The sections of a live search that are done, told as they are. */
export interface TellSectionsInput {
  readonly runId: string;
  readonly question: string;
  readonly sections: readonly CheckedSection[];
}

export interface CompleteReportInput {
  readonly runId: string;
  readonly packKey: string;
  readonly sections: readonly CheckedSection[];
  /** Whether the run ended before the other sections were written. */
  readonly unfinished?: boolean;
}
