/** A passage of a document that may answer a question. */
export interface PageCandidate {
  readonly documentId: string;
  readonly page: number;
  /** Position in its page. */
  readonly index: number;
  /** Where it lies in the text of its page. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** What it stands under. */
  readonly context: string;
  /** Cosine with the question; null without an embedder. */
  readonly similarity: number | null;
}

/** Passages of one page that lie side by side, and how well they answer. */
export interface RankedPage {
  readonly documentId: string;
  readonly page: number;
  /** Best first; each is a stretch of the page, `end` not included. */
  readonly stretches: readonly { readonly start: number; readonly end: number }[];
  /** 0 to 1, 1 for the best page. */
  readonly score: number;
  /** Highest cosine of its passages, 0 to 1; 0 without an embedder. */
  readonly similarity: number;
  /** Share of the question's telling words that its best passage has, 0 to 1; names count twice. */
  readonly coverage: number;
}
