import type { MessagePort } from 'node:worker_threads';
import type { FailureCode } from '../../contracts/failures.js';
import type { PageContent } from '../../contracts/pages.js';

/** What a parsing thread is given: a body and what the server said about it. */
export interface ParseRequest {
  readonly url: string;
  readonly contentType: string | null;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly nestingDepth: number;
}

/** What crosses to the thread: the request, and where to say that work on it begins. */
export interface ParseTask {
  readonly request: ParseRequest;
  readonly begun: MessagePort;
}

/** What a parsing thread answers. Errors lose their class between threads, so failures are plain data. */
export type ParseReply =
  | { readonly page: PageContent }
  | { readonly failure: { readonly code: FailureCode; readonly message: string } };
