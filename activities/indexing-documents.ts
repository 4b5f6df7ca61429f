import { createHash } from 'node:crypto';
import { cancellationSignal } from '@temporalio/activity';
import type { DocumentChunk } from '../contracts/document-chunks.js';
import type { CommitInput, IndexedChunks, IndexInput } from '../contracts/document-steps.js';
import type { StoredDocument } from '../contracts/document-store.js';
import { ServiceError } from '../contracts/failures.js';
import { embeddingSpace, KEYWORD_SPACE, type NewPassage } from '../contracts/passage-index.js';
import type { Services } from '../contracts/services.js';
import {
  documentPrefix,
  editionOf,
  editionPrefix,
  StoredChunks,
} from '../contracts/stored-documents.js';
import { documentName } from '../domain/documents/document-name.js';
import { indexedText } from '../domain/documents/indexed-text.js';
import { passageTerms } from '../domain/documents/passage-terms.js';
import { inCharge } from './in-charge.js';
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
    if (model === undefined)
      throw new ServiceError('not-configured', 'no embedding model is set up');
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
      const texts = chunks.map((chunk) =>
        indexedText(chunk, documentName(document.title ?? '', document.filename)),
      );
      const { space, vectors } = await vectorsOf(texts, input.useEmbedder);
      cancellationSignal().throwIfAborted();
      const written = chunks.map((chunk, at) =>
        passageOf(chunk, { document, input, text: texts[at] ?? '', vector: vectors[at] ?? null }),
      );
      await passages.upsert({ owner, space }, written);
      await clearIfDeleted();
      return { space };

      /** The deletion may have cleared the index while these were on their way into it. */
      async function clearIfDeleted(): Promise<void> {
        const now = await documents.find(documentId);
        if (now !== undefined && now.status !== 'deleting') return;
        await passages.remove(owner, documentId);
        throw new ServiceError('not-found', 'The document was deleted.');
      }
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

interface Placed {
  readonly document: StoredDocument;
  readonly input: IndexInput;
  readonly text: string;
  readonly vector: readonly number[] | null;
}

function passageOf(chunk: DocumentChunk, { document, input, text, vector }: Placed): NewPassage {
  const { documentId, edition } = input;
  const { page, index, start, end } = chunk;
  return {
    id: nameBasedUuid(`${documentId}/${edition}/${page}/${index}`),
    documentId,
    edition,
    page,
    index,
    start,
    end,
    text: chunk.text,
    context: text.slice(0, text.length - chunk.text.length).trim(),
    collectionIds: document.collectionIds,
    terms: passageTerms(text),
    vector,
  };
}

/** A UUID of version 5 in our own namespace (RFC 9562, section 5.5). */
function nameBasedUuid(name: string): string {
  const namespace = Buffer.from('6f1d2a3c58b04f7e9c0a7b1e5d4f3a21', 'hex');
  const hash = createHash('sha1').update(namespace).update(name).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-');
}
