import { cancellationSignal } from '@temporalio/activity';
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

  return {
    /** Embeds some chunks of a bundle and writes them to the index. */
    async indexChunks(input: IndexInput): Promise<IndexedChunks> {
      const { owner, documentId } = input;
      const document = await inCharge(documents, input);
      const all = await getJson(objects, input.chunksKey, StoredChunks);
      const chunks = all.slice(input.from, input.to);
      const texts = textsOf(chunks, document);
      const { space, vectors } = await vectorsOf(texts, input.useEmbedder);
      cancellationSignal().throwIfAborted();
      const { edition } = input;
      await passages.upsert(
        { owner, space },
        passagesOf(chunks, { document, edition, texts, vectors }),
      );
      const now = await stillInCharge({ documents, objects, passages }, input);
      // Somebody may have put it into another collection while these were on their way into the index.
      if (now.collectionIds.join() !== document.collectionIds.join())
        await passages.assign(owner, documentId, now.collectionIds);
      return { space };
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
