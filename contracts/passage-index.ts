/** The space of passages without vectors: an instance without an embedder finds them by keywords alone. */
export const KEYWORD_SPACE = 'keywords';

/** Name of the space of an embedding model: vectors of two models are never compared. */
export function embeddingSpace(model: string, dimension: number): string {
  return `${model} ${dimension}`;
}

/** Whether a space holds vectors of a model, of whatever dimension. */
export function isSpaceOf(space: string, model: string): boolean {
  return space.startsWith(`${model} `) && /^\d+$/.test(space.slice(model.length + 1));
}

/** A stretch of a page as it is found and quoted. */
export interface IndexedPassage {
  /** A UUID made of the document, its edition and the passage's place, so that writing twice keeps once. */
  readonly id: string;
  readonly documentId: string;
  /** Names the chunks it belongs to: a document that is cut anew gets another edition beside the old one. */
  readonly edition: string;
  readonly page: number;
  /** Position in its page, from 0. */
  readonly index: number;
  /** Where it lies in the text of its page; `end` is the first character after it. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** What it stands under: headings and the header of its table. */
  readonly context: string;
}

export interface NewPassage extends IndexedPassage {
  readonly collectionIds: readonly string[];
  /** What it is found by: words as the index is to compare them, such as stems. */
  readonly terms: readonly string[];
  /** A unit vector of the space's dimension; null in the space of keywords. */
  readonly vector: readonly number[] | null;
}

/** Everything that one owner has in one space. Nothing is ever found across owners. */
export interface PassageSpace {
  readonly owner: string;
  readonly space: string;
}

/** What may be found. A list that is left out allows all; an empty one allows nothing. */
export interface PassageFilter {
  readonly documentIds?: readonly string[] | undefined;
  /** Passages of documents that are in one of these collections. */
  readonly collectionIds?: readonly string[] | undefined;
  readonly pages?: { readonly from: number; readonly to: number } | undefined;
}

interface PassageQuery extends PassageSpace {
  readonly filter: PassageFilter;
  /** Most hits, 1 to 1,000. */
  readonly limit: number;
}

export interface KeywordQuery extends PassageQuery {
  /** Compared as they are; any of them is enough. */
  readonly terms: readonly string[];
}

export interface VectorQuery extends PassageQuery {
  readonly vector: readonly number[];
}

export interface PassageHit extends IndexedPassage {
  /** What the list is ordered by, best first: BM25, cosine, or fused ranks. Comparable within one list alone. */
  readonly score: number;
  /** Cosine with the query's vector; null in a query without one. */
  readonly similarity: number | null;
}

/**
 * The passages of all documents. Throws ServiceError: unavailable, storage-full, refused, not-configured, bad-input.
 * A space that nothing was written to yet is empty, not an error.
 */
export interface PassageIndex {
  /** Writes passages, each over the one that has its id. They can be found when it resolves. */
  upsert(space: PassageSpace, passages: readonly NewPassage[]): Promise<void>;
  keyword(query: KeywordQuery): Promise<readonly PassageHit[]>;
  vector(query: VectorQuery): Promise<readonly PassageHit[]>;
  /** Both at once, fused by their ranks. */
  hybrid(query: KeywordQuery & VectorQuery): Promise<readonly PassageHit[]>;
  /** How many passages of a document there are; of one edition when it is named. */
  count(space: PassageSpace, documentId: string, edition?: string): Promise<number>;
  /** Sets the collections that a document's passages are found in, in all spaces of its owner. */
  assign(owner: string, documentId: string, collectionIds: readonly string[]): Promise<void>;
  /** Deletes a document's passages in all spaces of its owner; those of `keep` stay. */
  remove(owner: string, documentId: string, keep?: PassageEdition): Promise<void>;
  /** Deletes the passages of one edition of a document in all spaces of its owner. */
  removeEdition(owner: string, documentId: string, edition: string): Promise<void>;
  close(): Promise<void>;
}

/** The one place in which a document's passages are to be found. */
export interface PassageEdition {
  readonly space: string;
  readonly edition: string;
}
