import type { EngineChoice } from './search.js';
import type { Warning } from './warnings.js';

export interface EngineQuery {
  readonly text: string;
  /** Most hits wanted, 1 to 50. */
  readonly limit: number;
  /** ISO 639-1. */
  readonly language?: string | undefined;
  readonly timeRange?: 'day' | 'week' | 'month' | 'year' | undefined;
}

/** A result as an engine gave it. `snippet` is the engine's, never the page. */
export interface SearchHit {
  readonly url: string;
  readonly title: string;
  readonly snippet: string;
  readonly engine: string;
  /** ISO 8601 date or time, when the engine told one. */
  readonly publishedAt?: string | undefined;
  /** Set for a page of one of the owner's own documents, which no engine gives. */
  readonly document?: DocumentPlace | undefined;
}

/** A page of a document, and where its text is kept. */
export interface DocumentPlace {
  readonly id: string;
  /** From 1. */
  readonly page: number;
  readonly textKey: string;
}

export interface EngineReply {
  readonly hits: readonly SearchHit[];
  /** What went wrong although an answer came: suspended upstream engines, captchas. */
  readonly warnings: readonly Warning[];
}

/**
 * A place to look. `search` throws ServiceError when the engine failed;
 * an empty reply means that the engine looked and found nothing.
 */
export interface SearchEngine {
  readonly name: string;
  search(query: EngineQuery, signal: AbortSignal): Promise<EngineReply>;
}

/** The engines of this instance. */
export interface SearchEngines {
  /**
   * The engines to try for a choice, in order; the next is tried when one fails or finds nothing.
   * Throws ServiceError 'not-configured' naming the setting when a chosen engine is not set up.
   */
  inOrder(choice: EngineChoice): readonly SearchEngine[];
  /** The engine of that name; ServiceError 'not-configured' names those that are set up. */
  named(name: string): SearchEngine;
}

/** An answer of an engine that writes answers itself. */
export interface EngineAnswer {
  readonly text: string;
  readonly model: string;
  readonly hits: readonly SearchHit[];
  readonly promptTokens: number;
  readonly completionTokens: number;
}

export interface AnswerEngine {
  answer(query: string, signal: AbortSignal): Promise<EngineAnswer>;
}
