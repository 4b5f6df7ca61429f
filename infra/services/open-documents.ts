import { join } from 'node:path';
import { createDocumentFetcher } from '../../adapters/documents/document-fetcher.js';
import {
  createDocumentParser,
  type DocumentParserSettings,
} from '../../adapters/documents/document-parser.js';
import { createLancePassages } from '../../adapters/passages/lance-passages.js';
import { createWeaviatePassages } from '../../adapters/passages/weaviate-passages.js';
import type { Database } from '../../adapters/state/database.js';
import { createCollectionStore } from '../../adapters/state/documents/collection-store.js';
import { createDocumentStore } from '../../adapters/state/documents/document-store.js';
import { createVectorGroups } from '../../adapters/state/vector-groups.js';
import { createLanceVectors } from '../../adapters/vectors/lance-vectors.js';
import { createWeaviateVectors } from '../../adapters/vectors/weaviate-vectors.js';
import type { Component } from '../../contracts/health.js';
import type { PassageIndex } from '../../contracts/passage-index.js';
import type { Services } from '../../contracts/services.js';
import type { VectorStore } from '../../contracts/vector-store.js';
import type { Env } from '../env.js';
import type { Log } from '../logger.js';

type DocumentServices = Pick<Services, 'documents' | 'collections' | 'passages' | 'parser'>;

interface DocumentParts {
  readonly database: Database;
  /** Folder for temporary files. */
  readonly scratch: string;
  readonly log: Log;
}

/** What documents need: their entries, their index and their parser. */
export async function openDocuments(env: Env, { database, scratch, log }: DocumentParts) {
  const { index, vectors, component } = await openPassages(env, log);
  const parser = createDocumentParser({ ...parserSettings(env), scratch });
  const services: DocumentServices = {
    documents: createDocumentStore(database),
    collections: createCollectionStore(database),
    passages: index,
    parser,
  };
  const fetcher = createDocumentFetcher({
    allowedPrivateHosts: env.ALLOWED_PRIVATE_HOSTS,
    contact: env.CONTACT,
    maxBytes: documentBytes(env),
  });
  return {
    services,
    fetcher,
    vectors,
    vectorGroups: createVectorGroups(database),
    component,
    async close() {
      await fetcher.close();
      await parser.close();
      await index.close();
      await vectors.close();
    },
  };
}

function parserSettings(env: Env): DocumentParserSettings {
  return {
    ocrLanguages: env.OCR_LANGUAGES,
    limits: {
      fileBytes: documentBytes(env),
      unpackedBytes: Math.floor(env.DOCUMENT_UNPACKED_MB * 1024 * 1024),
      pages: env.DOCUMENT_PAGES,
      stepMs: env.DOCUMENT_PARSE_SECONDS * 1_000,
      memoryMb: env.DOCUMENT_PARSE_MEMORY_MB,
    },
  };
}

/** Most bytes of one document. */
export function documentBytes({ DOCUMENT_MB }: Env): number {
  return Math.floor(DOCUMENT_MB * 1024 * 1024);
}

/** The index of passages and the vectors of callers: Weaviate by setting, else embedded in the data folder. */
async function openPassages(
  env: Env,
  log: Log,
): Promise<{
  readonly index: PassageIndex;
  readonly vectors: VectorStore;
  readonly component: Component;
}> {
  const name = 'passages';
  const url = env.WEAVIATE_URL;
  if (url !== undefined) {
    const { WEAVIATE_GRPC_PORT: grpcPort, WEAVIATE_API_KEY: apiKey, WEAVIATE_PREFIX: own } = env;
    const server = { url, grpcPort, apiKey };
    const why = 'WEAVIATE_URL is set';
    return {
      index: createWeaviatePassages({ ...server, prefix: `${own}Passages` }),
      vectors: createWeaviateVectors({ ...server, prefix: `${own}Vectors` }),
      component: { name, state: 'ready', using: `Weaviate at ${url}`, why },
    };
  }
  const folder = join(env.PLUMBLINE_HOME, 'passages');
  const onUntidy = (error: unknown) => log.warn({ error }, 'the passage index could not be tidied');
  const index = await createLancePassages(folder, { onUntidy });
  const vectors = await createLanceVectors(join(env.PLUMBLINE_HOME, 'vectors'), { onUntidy });
  const why = 'WEAVIATE_URL is not set';
  return {
    index,
    vectors,
    component: { name, state: 'ready', using: `LanceDB in ${folder}`, why },
  };
}
