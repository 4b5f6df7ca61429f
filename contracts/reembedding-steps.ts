import type { ReembeddingProgress } from './reembedding.js';

/** What crosses Temporal between the steps of a re-embedding: ids, keys and counts, never texts or vectors. */

/** Argument of the workflow `reembedDocuments`; only the run's id is given at its start. */
export interface ReembedInput {
  readonly runId: string;
  /** Where a run goes on that was continued as new. */
  readonly before?: ReembedState | undefined;
}

export interface ReembedState {
  /** How often the run was continued as new. */
  readonly part: number;
  readonly progress: ReembeddingProgress;
  /** The document in hand, and the next of its chunks. */
  readonly document: DocumentOutside | null;
  readonly at: ChunkPlace;
}

/** A document that is served from another space. */
export interface DocumentOutside {
  readonly documentId: string;
  readonly owner: string;
  readonly filename: string;
  /** What is served of it: this edition is written to the new space as it is. */
  readonly edition: string;
}

export interface ChunkPlace {
  /** Position of the bundle, from 0. */
  readonly bundle: number;
  readonly from: number;
}

export interface NextOutsideInput {
  readonly space: string;
  /** Documents that failed before. */
  readonly skip: readonly string[];
}

export interface ReembedChunksInput extends DocumentOutside {
  readonly space: string;
  readonly at: ChunkPlace;
}

/**
 * What became of some chunks: written with more to come at `next`, the last ones written, the document deleted or
 * indexed by another run meanwhile, or the embedding model changed.
 */
export type ReembeddedChunks =
  | { readonly state: 'more'; readonly next: ChunkPlace }
  | { readonly state: 'whole' | 'gone' | 'model-changed' };

export interface ServeReembeddedInput extends DocumentOutside {
  readonly space: string;
}

export interface KeepReembeddingInput {
  readonly runId: string;
  readonly progress: ReembeddingProgress;
}
