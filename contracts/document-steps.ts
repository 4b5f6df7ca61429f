import type { RunError } from './runs.js';

/** What crosses Temporal between the steps of an ingestion: ids, keys and counts, never pages or vectors. */

/** Argument of the workflow `ingestDocument`. */
export interface IngestInput {
  readonly runId: string;
  readonly documentId: string;
  readonly owner: string;
}

/** Argument of the workflow `deleteDocument`. */
export interface DeleteDocumentInput {
  readonly documentId: string;
  readonly owner: string;
  /** The ingestion that may be under way. */
  readonly runId: string;
  readonly ingestWorkflowId: string;
}

/** The edition that an ingestion makes. */
export interface BegunIngestion {
  readonly edition: string;
}

export interface EditionInput extends IngestInput {
  readonly edition: string;
}

/** A bundle of pages whose chunks are to be indexed. */
export interface ParsedBundle {
  readonly position: number;
  readonly lastPage: number;
  readonly chunksKey: string;
  readonly chunks: number;
}

export interface ParseInput extends EditionInput {
  /** The first bundle that the workflow does not know yet. */
  readonly fromBundle: number;
}

/** Bundles from the one asked for on, those kept by an earlier attempt included. */
export interface ParsedPages {
  readonly bundles: readonly ParsedBundle[];
  readonly pages: number;
  readonly totalPages: number;
}

export interface IndexInput extends EditionInput {
  readonly chunksKey: string;
  /** Chunks of the bundle, `to` not included. What takes longer than a few seconds ends before `to`. */
  readonly from: number;
  readonly to: number;
  readonly useEmbedder: boolean;
}

/** Where the chunks were written to: another space than before when the embedding model has changed meanwhile. */
export interface IndexedChunks {
  readonly space: string;
  /** The first chunk that is not written yet. A worker of another release may not say. */
  readonly next?: number;
}

export interface CommitInput extends EditionInput {
  readonly space: string;
  readonly chunks: number;
}

export interface GiveUpInput extends IngestInput {
  readonly status: 'failed' | 'cancelled';
  readonly error: RunError | null;
}

/** What the result of an ingestion is made of. */
export interface KeepDocumentInput {
  readonly documentId: string;
}
