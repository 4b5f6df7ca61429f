import {
  type Collection,
  CollectionList,
  Collection as CollectionShape,
  Document,
  DocumentList,
  type DocumentStatus,
} from '../../contracts/documents.js';
import { AskError } from '../ask/ask-error.js';
import type { Instance } from '../ask/open-instance.js';
import { refusalOf } from '../ask/refusal-of.js';
import { keyHeader, urlOf } from '../ask/run-api.js';
import { fileForm } from './file-form.js';

const PAGE = 100;

interface Wanted {
  readonly collectionId?: string | undefined;
  readonly status?: DocumentStatus | undefined;
}

interface Upload {
  readonly path: string;
  readonly filename: string;
  readonly collectionId: string | undefined;
}

/** What the commands ask of an instance. Each call throws AskError, `lost` when nothing answered. */
export type DocumentsApi = ReturnType<typeof openDocumentsApi>;

export function openDocumentsApi(instance: Instance, signal: AbortSignal) {
  async function call(path: string, init: RequestInit = {}): Promise<Response> {
    const url = urlOf(await instance.url(), path);
    const headers = {
      ...Object.fromEntries(new Headers(init.headers)),
      ...keyHeader(instance.apiKey),
    };
    try {
      return await fetch(url, { signal, ...init, headers });
    } catch (cause) {
      signal.throwIfAborted();
      throw new AskError('The connection to the API was lost.', { lost: true, cause });
    }
  }

  async function succeed(path: string, init?: RequestInit): Promise<unknown> {
    const response = await call(path, init);
    if (!response.ok) throw await refusalOf(response);
    return response.json();
  }

  return {
    async *documents({ collectionId, status }: Wanted = {}): AsyncGenerator<Document> {
      for (let offset = 0; ; offset += PAGE) {
        const query = new URLSearchParams({ limit: String(PAGE), offset: String(offset) });
        if (collectionId !== undefined) query.set('collection_id', collectionId);
        if (status !== undefined) query.set('status', status);
        const { documents } = DocumentList.parse(await succeed(`documents?${query}`));
        yield* documents;
        if (documents.length < PAGE) return;
      }
    },

    /** Sends a file; its ingestion goes on when this resolves. */
    async upload({ path, filename, collectionId }: Upload): Promise<Document> {
      const fields = collectionId === undefined ? {} : { collection_id: collectionId };
      return Document.parse(
        await succeed('documents?wait=false', fileForm(path, filename, fields)),
      );
    },

    async document(id: string): Promise<Document> {
      return Document.parse(await succeed(`documents/${encodeURIComponent(id)}`));
    },

    async remove(id: string): Promise<void> {
      await succeed(`documents/${encodeURIComponent(id)}`, { method: 'DELETE' });
    },

    async collection(name: string): Promise<Collection | undefined> {
      const { collections } = CollectionList.parse(await succeed('collections'));
      return collections.find((collection) => collection.name === name.trim());
    },

    async makeCollection(name: string): Promise<Collection> {
      const body = JSON.stringify({ name });
      const headers = { 'content-type': 'application/json' };
      return CollectionShape.parse(await succeed('collections', { method: 'POST', headers, body }));
    },
  };
}
