import type { EvidenceDocument } from '../../contracts/evidence.js';
import type { ResearchStep } from '../../contracts/research.js';
import type { StepQuery } from '../../contracts/research-steps.js';
import type { Chunking } from '../search/chunk-words.js';

/** What a research run has found so far. */
export interface GatheredEvidence {
  readonly question: string;
  readonly language: string;
  readonly steps: readonly ResearchStep[];
  readonly asked: readonly StepQuery[];
  readonly documents: readonly EvidenceDocument[];
  /** How the documents are cut; undefined cuts them along sentences. */
  readonly chunking?: Chunking | undefined;
}
