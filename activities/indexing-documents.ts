import { setImmediate as nextTurn } from 'node:timers/promises';
import { cancellationSignal } from '@temporalio/activity';
import type { DocumentChunk } from '../contracts/document-chunks.js';
import type { CommitInput, IndexedChunks, IndexInput } from '../contracts/document-steps.js';
import { ServiceError } from '../contracts/failures.js';
import { embeddingSpace, KEYWORD_SPACE } from '../contracts/passage-index.js';
import type { Services } from '../contracts/services.js';
import {
  documentPrefix,
  editionOf,
  editionPrefix,
  StoredChunks,
} from '../contracts/stored-documents.js';
import { inCharge } from './in-charge.js';
import { passagesOf, textsOf } from './passages-of.js';
import { stillInCharge } from './still-in-charge.js';
import { getJson } from './stored-json.js';

/** Chunks that are embedded at a time, and written together. */
const BATCH = 64;
/** A step begins no further batch after this long: others that need the model come in between. */
const LONGEST_MS = 2_000;
/** Turns of the event loop after which a request has left the process: two, and one to spare. */
const TURNS_TO_SEND = 3;

interface Embedded extends Omit<Parameters<typeof passagesOf>[1], 'edition'> {
  readonly chunks: readonly DocumentChunk[];
  readonly space: string;
}

/** Making chunks findable. */
export function createIndexingActivities({
  documents,
  objects,
  passages,
  embedder,
}: Pick<Services, 'documents' | 'objects' | 'passages' | 'embedder'>) {
  async function vectorsOf(texts: readonly string[], useEmbedder: boolean) {
    if (!useEmbedder) return { space: KEYWORD_SPACE, vectors: texts.map(() => null) };
    const model = embedder();
    // The process that chose it has found it: this one is still looking, and tries again until it has.
    if (model === undefined) {
      throw new ServiceError('unavailable', 'the embedding model cannot be reached by this worker');
    }
    const vectors = await model.embed(texts, cancellationSignal());
    return { space: embeddingSpace(model.name, vectors[0]?.length ?? 0), vectors };
  }

  /** Pages and chunks of the edition before, and of ingestions that were cut off. */
  async function dropEditions(documentId: string, keep: string): Promise<void> {
    const keys = await objects.list(documentPrefix(documentId));
    const editions = new Set(keys.map((key) => editionOf(documentId, key)));
    for (const edition of editions) {
      if (edition === null || edition === keep) continue;
      await objects.deletePrefix(editionPrefix(documentId, edition));
    }
  }

  /** Writes embedded chunks to the index, and looks whether they were still wanted. */
  async function write(input: IndexInput, { document, space, ...rows }: Embedded): Promise<void> {
    const { owner, documentId, edition } = input;
    // Making rows holds the event loop: what asks for the next vectors is sent before.
    for (let turn = 0; turn < TURNS_TO_SEND; turn++) await nextTurn();
    const found = passagesOf(rows.chunks, { document, edition, ...rows });
    await passages.upsert({ owner, space }, found);
    const now = await stillInCharge({ documents, objects, passages }, input);
    // Somebody may have put it into another collection while these were on their way into the index.
    if (now.collectionIds.join() !== document.collectionIds.join())
      await passages.assign(owner, documentId, now.collectionIds);
  }

  return {
    /** Embeds chunks of a bundle and writes them to the index, each few while the next ones are embedded. */
    async indexChunks(input: IndexInput): Promise<IndexedChunks> {
      const document = await inCharge(documents, input);
      const all = await getJson(objects, input.chunksKey, StoredChunks);
      const endsAt = performance.now() + LONGEST_MS;
      let written: Promise<void> = Promise.resolve();
      let space: string | null = null;
      let next = input.from;
      try {
        while (next < input.to && (space === null || performance.now() < endsAt)) {
          const to = Math.min(input.to, next + BATCH);
          const chunks = all.slice(next, to);
          const texts = textsOf(chunks, document);
          const embedded = await vectorsOf(texts, input.useEmbedder);
          cancellationSignal().throwIfAborted();
          await written;
          // The model has changed in between: a step writes to one space alone.
          if (space !== null && embedded.space !== space) break;
          space = embedded.space;
          written = write(input, { document, chunks, texts, ...embedded });
          // Its failure is thrown by whoever waits for it next.
          written.catch(() => {});
          next = to;
        }
      } finally {
        // Nothing is cleared before the last step has stopped writing.
        await Promise.allSettled([written]);
      }
      await written;
      return { space: space ?? KEYWORD_SPACE, next };
    },

    /** Serves queries from the new edition, once the index holds all of it, and clears away every other one. */
    async commitDocument(input: CommitInput): Promise<void> {
      const { documentId, owner, runId, edition, space, chunks } = input;
      const held = await passages.count({ owner, space }, documentId, edition);
      if (held !== chunks) {
        const message = `The index holds ${held} of ${chunks} passages of the document.`;
        throw new ServiceError('bad-reply', message);
      }
      if (!(await documents.commit(documentId, runId, { edition, space, chunks }))) {
        throw new ServiceError('not-found', 'The document was deleted.');
      }
      await passages.remove(owner, documentId, { edition, space });
      await documents.dropBundles(documentId, edition);
      await dropEditions(documentId, edition);
    },
  };
}
