import { ApplicationFailure, isCancellation } from '@temporalio/workflow';
import type { ReembeddingProgress } from '../contracts/reembedding.js';
import type { ChunkPlace, DocumentOutside } from '../contracts/reembedding-steps.js';
import { reembedChunks, serveReembedded } from './activities.js';
import { endingOf } from './conduct-run.js';

/** Faults of one document; anything else is one of the instance and ends the run. */
const OF_A_DOCUMENT = new Set(['not-found', 'bad-reply', 'bad-input', 'unreadable', 'internal']);

interface From {
  readonly at: ChunkPlace;
  /** Whether the history has become long, so that the run is to go on in a new one. */
  isLong(): boolean;
}

/** How far one document came: served anew or gone, failed for its own reason, or to be gone on with. */
export type ReembeddedOne =
  | { readonly state: 'done' }
  | { readonly state: 'failed'; readonly failure: ReembeddingProgress['failed'][number] }
  | { readonly state: 'paused'; readonly at: ChunkPlace };

/** Writes all chunks of a document to the new space and serves it from there. */
export async function reembedOne(
  document: DocumentOutside,
  space: string,
  { at: start, isLong }: From,
): Promise<ReembeddedOne> {
  try {
    for (let at = start; ; ) {
      if (isLong()) return { state: 'paused', at };
      const written = await reembedChunks({ ...document, space, at });
      if (written.state === 'gone') return { state: 'done' };
      if (written.state === 'model-changed') throw modelChanged();
      if (written.state !== 'more') break;
      at = written.next;
    }
    await serveReembedded({ ...document, space });
    return { state: 'done' };
  } catch (error) {
    const reason = isCancellation(error) ? undefined : endingOf(error).error;
    if (reason === undefined || !OF_A_DOCUMENT.has(reason.error)) throw error;
    const { documentId: document_id, filename } = document;
    return {
      state: 'failed',
      failure: { document_id, filename, message: reason.message.slice(0, 300) },
    };
  }
}

function modelChanged(): ApplicationFailure {
  const message = 'The embedding model has changed meanwhile; start the re-embedding once more';
  return ApplicationFailure.nonRetryable(message, 'refused');
}
