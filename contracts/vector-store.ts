import type { Scalar } from './metadata.js';

/** Everything of one owner that one model embedded: vectors of two models are never compared. */
export interface VectorSpace {
  readonly owner: string;
  readonly model: string;
  readonly dimension: number;
}

/** A text of a group, with its vector. */
export interface VectorDocument {
  /** Chosen by whoever adds it; one in its group. */
  readonly id: string;
  readonly groupId: string;
  readonly text: string;
  /** JSON: every number in it is finite. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Of length 1. */
  readonly vector: readonly number[];
}

/** The metadata at `path` is, or holds, any of the values. */
export interface MetadataCondition {
  readonly path: string;
  readonly anyOf: readonly Scalar[];
}

export interface VectorSearch {
  readonly vector: readonly number[];
  /** Undefined for all groups of the owner. */
  readonly groupId?: string | undefined;
  /** All of them must hold. */
  readonly conditions: readonly MetadataCondition[];
  /** Most hits, 1 to 100. */
  readonly limit: number;
}

export interface VectorHit extends Omit<VectorDocument, 'vector'> {
  /** Cosine with the vector that was searched for. */
  readonly similarity: number;
}

/** What an owner has of one model. */
export interface VectorHolding {
  readonly model: string;
  readonly dimension: number;
  readonly documents: number;
}

/** Texts that callers keep themselves, by groups. Throws ServiceError: unavailable, storage-full, refused. */
export interface VectorStore {
  /** Writes documents, each over the one of its group that has its id. They are kept, and found, when it resolves. */
  upsert(space: VectorSpace, documents: readonly VectorDocument[]): Promise<void>;
  /** The nearest documents, best first. */
  search(space: VectorSpace, search: VectorSearch): Promise<readonly VectorHit[]>;
  /** By which models an owner has documents, in one group or in all; the most documents first. */
  holdings(owner: string, groupId?: string): Promise<readonly VectorHolding[]>;
  /** Deletes a group; gives how many documents it had. */
  removeGroup(owner: string, groupId: string): Promise<number>;
  close(): Promise<void>;
}
