import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Document } from '../../contracts/documents.js';
import { AskError } from '../ask/ask-error.js';
import type { DocumentsApi } from './documents-api.js';
import { reasonOf, type Walked } from './walk-files.js';

/** How long an instance may be away before the work ends. */
const AWAY_MS = 60_000;
const POLL_MS = 300;

/** What became of a file. */
export interface FileOutcome {
  readonly path: string;
  readonly status: 'added' | 'known' | 'failed';
  readonly document_id?: string;
  readonly pages?: number | null;
  /** Why it failed. */
  readonly reason?: string;
}

interface Adder {
  readonly api: DocumentsApi;
  readonly collectionId: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Adds files one by one: those whose bytes are there are passed over, an ingestion that is under way is waited for.
 * A file that fails is an outcome; only an instance that stays away is thrown.
 */
export async function createFileAdder({ api, collectionId, signal }: Adder) {
  const known = new Map<string, Document>();
  for await (const document of api.documents()) known.set(document.content_hash, document);
  const sent = new Map<string, Promise<FileOutcome>>();

  return async function add({ path, filename, reason }: Walked): Promise<FileOutcome> {
    if (reason !== undefined) return { path, status: 'failed', reason };
    try {
      const hash = await hashOf(path);
      const before = known.get(hash);
      if (before?.status === 'indexed' && isInPlace(before))
        return { path, status: 'known', ...named(before) };
      const first = sent.get(hash);
      if (first !== undefined) return asCopy(path, await first);
      const sending = send({ path, filename }, before);
      sent.set(hash, sending);
      return await sending;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof AskError && (error.lost || error.passing)) throw error;
      return { path, status: 'failed', reason: reasonOf(error) };
    }
  };

  async function send(
    { path, filename }: Pick<Walked, 'path' | 'filename'>,
    before: Document | undefined,
  ): Promise<FileOutcome> {
    const document = isUnderWay(before)
      ? before
      : await patiently(() => api.upload({ path, filename, collectionId }));
    return outcomeOf(path, await untilSettled(document));
  }

  function isInPlace({ collection_ids }: Document): boolean {
    return collectionId === undefined || collection_ids.includes(collectionId);
  }

  function isUnderWay(document: Document | undefined): document is Document {
    return document !== undefined && isWorkedOn(document) && isInPlace(document);
  }

  async function untilSettled(document: Document): Promise<Document> {
    let now = document;
    while (isWorkedOn(now)) {
      await sleep(POLL_MS, undefined, { signal });
      now = await patiently(() => api.document(document.document_id));
    }
    return now;
  }

  /** An instance that went away comes back, or is replaced by one that is started here. */
  async function patiently<T>(work: () => Promise<T>): Promise<T> {
    const limit = Date.now() + AWAY_MS;
    for (;;) {
      try {
        return await work();
      } catch (error) {
        const away = error instanceof AskError && (error.lost || error.passing);
        if (!away || Date.now() > limit) throw error;
        await sleep(POLL_MS, undefined, { signal });
      }
    }
  }
}

function isWorkedOn({ status }: Document): boolean {
  return status === 'queued' || status === 'processing';
}

/** What became of a file whose bytes another file had. */
function asCopy(path: string, first: FileOutcome): FileOutcome {
  return { ...first, path, status: first.status === 'failed' ? 'failed' : 'known' };
}

function outcomeOf(path: string, document: Document): FileOutcome {
  const { status, error } = document;
  if (status === 'indexed') return { path, status: 'added', ...named(document) };
  const reason = error?.message ?? 'its ingestion was cancelled';
  return { path, status: 'failed', reason, ...named(document) };
}

function named(document: Document | undefined): Pick<FileOutcome, 'document_id' | 'pages'> {
  return document === undefined ? {} : { document_id: document.document_id, pages: document.pages };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest('hex');
}
