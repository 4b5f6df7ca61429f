import { randomUUID } from 'node:crypto';
import type { StoredDocument } from '../../contracts/document-store.js';
import type { StoredBody } from '../../contracts/objects.js';
import { documentPrefix, originalPrefix } from '../../contracts/stored-documents.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import type { IncomingFile } from './receive-multipart.js';
import { reindex } from './reindex.js';
import { startIngestion } from './start-ingestion.js';
import { emptyFile } from './upload-faults.js';

/** A file that is on its way into the stores. */
export interface ArrivingDocument {
  readonly id: string;
  /** Keeps the bytes as they come. */
  keep(file: IncomingFile): Promise<StoredBody>;
  /** All has come: gives the document that holds these bytes, with its ingestion under way where it needs one. */
  settle(body: StoredBody, collectionIds: readonly string[]): Promise<StoredDocument>;
  /** Leaves nothing behind of a file that did not come whole; one that came stays, whatever becomes of its ingestion. */
  abandon(): Promise<void>;
}

interface Arrival {
  readonly owner: string;
  readonly sourceUrl: string | null;
}

/** Opens a place for a file. Its entry is made before its bytes are kept, so that none is ever without an entry. */
export function openDocument(parts: AppParts, { owner, sourceUrl }: Arrival): ArrivingDocument {
  const { documents, objects } = parts;
  const id = randomUUID();

  let arrived = false;

  async function drop(): Promise<void> {
    await objects.deletePrefix(documentPrefix(id));
    await documents.remove(id);
  }

  return {
    id,
    async abandon() {
      if (!arrived) await drop();
    },

    async keep({ filename, body }) {
      await documents.enter({ id, owner, filename, sourceUrl });
      return objects.putStream(originalPrefix(id), body);
    },

    async settle({ key, sizeBytes, sha256 }, collectionIds) {
      if (sizeBytes === 0) throw emptyFile();
      const received = await documents.receive(id, {
        sizeBytes,
        contentHash: sha256,
        originalKey: key,
        runId: randomUUID(),
        collectionIds,
      });
      if (received === undefined) throw new Error('the entry of an upload is gone');
      const { document, created } = received;
      arrived = true;
      if (created) {
        await startIngestion(parts, document);
        return document;
      }
      await drop();
      return joinEarlier(parts, document);
    },
  };
}

/** The same bytes are there already: they are not kept twice, and not indexed twice. */
async function joinEarlier(parts: AppParts, document: StoredDocument): Promise<StoredDocument> {
  const { id, owner, status, collectionIds } = document;
  if (status === 'deleting') throw beingDeleted();
  await parts.passages.assign(owner, id, collectionIds);
  return status === 'failed' || status === 'cancelled' ? reindex(parts, document) : document;
}

function beingDeleted(): ApiError {
  return new ApiError({
    status: 409,
    error: 'document_being_deleted',
    message: 'A document with these bytes is being deleted right now; upload it again in a moment',
    headers: { 'Retry-After': '1' },
  });
}
