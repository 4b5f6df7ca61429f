import { cancellationSignal } from '@temporalio/activity';
import { ServiceError } from '../contracts/failures.js';
import { embeddingSpace } from '../contracts/passage-index.js';
import type {
  ChunkPlace,
  DocumentOutside,
  KeepReembeddingInput,
  NextOutsideInput,
  ReembedChunksInput,
  ReembeddedChunks,
  ServeReembeddedInput,
} from '../contracts/reembedding-steps.js';
import type { Services } from '../contracts/services.js';
import { StoredChunks } from '../contracts/stored-documents.js';
import { passagesOf, textsOf } from './passages-of.js';
import { servedDocument } from './served-document.js';
import { getJson } from './stored-json.js';

/** Chunks that are embedded at a time: some seconds of work, so that others come in between. */
const BATCH = 64;

type ReembeddingServices = Pick<
  Services,
  'documents' | 'objects' | 'passages' | 'runs' | 'embedder'
>;

/** Giving documents vectors of another model, beside those that serve until all are there. All may run twice. */
export function createReembeddingActivities(services: ReembeddingServices) {
  const { documents, objects, passages, runs, embedder } = services;

  async function embed(texts: readonly string[]) {
    const model = embedder();
    if (model === undefined)
      throw new ServiceError('not-configured', 'no embedding model is set up');
    const vectors = await model.embed(texts, cancellationSignal());
    return { space: embeddingSpace(model.name, vectors[0]?.length ?? 0), vectors };
  }

  return {
    /** The space of today's embedding model, and how many documents are served from others; null without a model. */
    async openReembedding(): Promise<{ readonly space: string; readonly total: number } | null> {
      if (embedder() === undefined) return null;
      const { space } = await embed(['space']);
      return { space, total: await documents.countOutside(space) };
    },

    async nextOutside({ space, skip }: NextOutsideInput): Promise<DocumentOutside | null> {
      const outside = await documents.listOutside(space, skip.length + 1);
      const next = outside.find(({ id, edition }) => edition !== null && !skip.includes(id));
      if (next === undefined || next.edition === null) return null;
      const { id: documentId, owner, filename, edition } = next;
      return { documentId, owner, filename: filename.slice(0, 200), edition };
    },

    /** Embeds the next chunks of a document and writes them to the new space. */
    async reembedChunks(input: ReembedChunksInput): Promise<ReembeddedChunks> {
      const { documentId, owner, edition, space, at } = input;
      const document = await servedDocument(services, input);
      if (document === undefined) return { state: 'gone' };
      const bundles = await documents.bundles({ documentId, edition });
      const bundle = bundles.find(({ position }) => position === at.bundle);
      if (bundle === undefined) return { state: 'whole' };
      const all = await getJson(objects, bundle.chunksKey, StoredChunks);
      const chunks = all.slice(at.from, at.from + BATCH);
      if (chunks.length > 0) {
        const texts = textsOf(chunks, document);
        const embedded = await embed(texts);
        if (embedded.space !== space) return { state: 'model-changed' };
        const { vectors } = embedded;
        const written = passagesOf(chunks, { document, edition, texts, vectors });
        await passages.upsert({ owner, space }, written);
        if ((await servedDocument(services, input)) === undefined) return { state: 'gone' };
      }
      const next = placeAfter(at, all.length);
      return next.bundle < bundles.length ? { state: 'more', next } : { state: 'whole' };
    },

    /** Serves a document from the new space, once that holds all of it; false when it is gone meanwhile. */
    async serveReembedded(input: ServeReembeddedInput): Promise<boolean> {
      const { documentId, owner, edition, space } = input;
      const document = await servedDocument(services, input);
      if (document === undefined) return false;
      const held = await passages.count({ owner, space }, documentId, edition);
      if (held !== document.chunks) {
        const message = `The index holds ${held} of ${document.chunks} passages of the document.`;
        throw new ServiceError('bad-reply', message);
      }
      if (!(await documents.serveFrom(documentId, edition, space))) {
        await servedDocument(services, input);
        return false;
      }
      await passages.remove(owner, documentId, { edition, space });
      return true;
    },

    async keepReembedding({ runId, progress }: KeepReembeddingInput): Promise<void> {
      await runs.keepPartial(runId, progress);
    },
  };
}

function placeAfter({ bundle, from }: ChunkPlace, chunks: number): ChunkPlace {
  const next = from + BATCH;
  return next < chunks ? { bundle, from: next } : { bundle: bundle + 1, from: 0 };
}
