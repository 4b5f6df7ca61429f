import type { PagePlace } from './document-parsing.js';
import type { Source } from './search.js';

/** A page or a snippet as it stands before ranking. */
export interface EvidenceDocument {
  readonly url: string;
  readonly title: string;
  /** What the engine showed of it; empty when it came without one. */
  readonly snippet: string;
  readonly engine: string;
  readonly sourceType: Source['source_type'];
  /** Whether `text` is the page itself or only the snippet. */
  readonly evidence: Source['evidence'];
  readonly text: string;
  /** Where the pages of a paged document lie in `text`. */
  readonly pages?: readonly PageRange[] | undefined;
  /** The document, for one of the owner's own; `title` is then its name. */
  readonly documentId?: string | undefined;
  /** ISO 8601 UTC: when the page was read; absent where it was not. */
  readonly readAt?: string | undefined;
  /** ISO 8601, or null when unknown. */
  readonly publishedAt: string | null;
  /** Reciprocal rank fusion over engines and sub-queries; higher is better. */
  readonly fusedScore: number;
}

export interface PageRange {
  readonly number: number;
  readonly start: number;
  /** First character after the page. */
  readonly end: number;
  /** How a reader finds it, where that is known. */
  readonly place?: PagePlace | undefined;
}

/** A stretch of a document that can be quoted: `text` is exactly `document.text.slice(start, end)`. */
export interface Passage {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly page: number | null;
}

/** A passage that may answer the question. */
export interface CandidatePassage extends Passage {
  /** Position of its document in the list it was chosen from. */
  readonly document: number;
  /** BM25 over all passages, best of the question and its sub-queries. */
  readonly keywordScore: number;
}

/** A source with its passages, best first. */
export interface RankedSource {
  readonly source: Source;
  readonly passages: readonly Passage[];
}

/** What an answer is written from and checked against: `sources[n - 1]` is cited as [n]. */
export interface EvidencePack {
  readonly question: string;
  readonly language: string;
  readonly sources: readonly RankedSource[];
}
