import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createIndexingActivities } from '../../activities/indexing-documents.js';
import { createParsingActivities } from '../../activities/parsing-documents.js';
import type { IndexedChunks, ParsedPages } from '../../contracts/document-steps.js';
import type { Embedder } from '../../contracts/models.js';
import { originalPrefix } from '../../contracts/stored-documents.js';
import type { DocumentStores } from './document-stores.js';
import { pagedParser } from './paged-parser.js';

interface ToIndex {
  readonly pages: readonly string[];
  readonly filename?: string;
  /** Printed on every page. */
  readonly label?: string;
  readonly owner?: string;
  readonly collectionIds?: readonly string[];
  readonly embedder?: Embedder;
  /** Stops before the document is served. */
  readonly uncommitted?: boolean;
}

/** Puts a document of the pages given through all steps of an ingestion; gives its id. */
export async function indexDocument(stores: DocumentStores, document: ToIndex): Promise<string> {
  const { documents, objects } = stores;
  const {
    pages,
    filename = 'notes.txt',
    owner = 'somebody',
    collectionIds = [],
    embedder,
  } = document;
  const [documentId, runId] = [randomUUID(), randomUUID()];
  await documents.enter({ id: documentId, owner, filename, sourceUrl: null });
  const bytes = Buffer.from(`${documentId}${pages.join('\f')}`);
  const { key, sizeBytes, sha256 } = await objects.putStream(
    originalPrefix(documentId),
    once(bytes),
  );
  const received = { sizeBytes, contentHash: sha256, originalKey: key, runId, collectionIds };
  await documents.receive(documentId, received);
  await documents.begin(documentId, runId);

  const services = {
    ...stores,
    parser: pagedParser(pages, document.label),
    embedder: () => embedder,
  };
  const { parseDocument } = createParsingActivities(services);
  const { indexChunks, commitDocument } = createIndexingActivities(services);
  const activity = new MockActivityEnvironment();
  const input = { documentId, runId, owner, edition: 'first' };
  const parsed: ParsedPages = await activity.run(() => parseDocument({ ...input, fromBundle: 0 }));
  const [bundle] = parsed.bundles;
  const { chunksKey, chunks } = bundle ?? { chunksKey: '', chunks: 0 };
  const batch = { chunksKey, from: 0, to: chunks, useEmbedder: embedder !== undefined };
  const { space }: IndexedChunks = await activity.run(() => indexChunks({ ...input, ...batch }));
  if (document.uncommitted === true) return documentId;
  const served = { ...input, space, chunks };
  await activity.run(() => commitDocument(served));
  return documentId;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
