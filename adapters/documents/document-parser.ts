import { rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type {
  DocumentParser,
  DocumentSource,
  OpenDocument,
} from '../../contracts/document-parsing.js';
import { ServiceError } from '../../contracts/failures.js';
import { makeFolder } from '../scratch/make-folder.js';
import { scratchFailure } from '../scratch/scratch-failure.js';
import { DOCUMENT_LIMITS, type DocumentLimits } from './document-limits.js';
import { createParsingProcesses, type Lent } from './process/parsing-processes.js';
import { tooLarge } from './unreadable.js';

export interface DocumentParserSettings {
  readonly limits?: Partial<DocumentLimits> | undefined;
  /** Languages of scanned pages, as tesseract names them. */
  readonly ocrLanguages?: string | undefined;
  /** Folder for temporary files; unset, that of the system. */
  readonly scratch?: string | undefined;
  /** Documents that are open at the same time, each in a process of its own; further ones wait. */
  readonly processes?: number | undefined;
  /** How long a process waits for the next document before it ends. */
  readonly idleMs?: number | undefined;
}

/** A process that has grown beyond this is not used again: the memory of a large document comes back only so. */
const REUSABLE_MB = 400;

/** Parses documents in processes of their own, under limits of size, time and memory. */
export function createDocumentParser(settings: DocumentParserSettings = {}): DocumentParser {
  const limits = { ...DOCUMENT_LIMITS, ...settings.limits };
  const { ocrLanguages = 'eng', scratch } = settings;
  const processes = createParsingProcesses({
    processes: settings.processes ?? availableParallelism(),
    idleMs: settings.idleMs,
    ...limits,
    scratch,
  });

  return {
    async open(source, signal) {
      const file = await localFile(source, { limits, scratch });
      try {
        const lent = await processes.borrow(signal);
        return await openIn(lent, { ...source, ...file, limits, ocrLanguages }, signal);
      } catch (error) {
        await file.discard();
        throw error;
      }
    },

    async close() {
      processes.close();
    },
  };
}

interface LocalFile {
  readonly path: string;
  discard(): Promise<void>;
}

async function localFile(
  { content }: DocumentSource,
  { limits, scratch }: { readonly limits: DocumentLimits; readonly scratch: string | undefined },
): Promise<LocalFile> {
  const bytes = 'path' in content ? (await stat(content.path)).size : content.bytes.byteLength;
  if (bytes === 0) {
    throw new ServiceError('bad-input', 'the document is empty: check the file and add it again');
  }
  if (bytes > limits.fileBytes) throw tooBig(bytes, limits);
  if ('path' in content) return { path: content.path, discard: async () => {} };
  const folder = makeFolder('parse', scratch);
  const discard = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, 'document');
  try {
    await writeFile(path, content.bytes, { mode: 0o600 });
  } catch (error) {
    await discard();
    throw scratchFailure(error);
  }
  return { path, discard };
}

function tooBig(bytes: number, { fileBytes }: DocumentLimits): ServiceError {
  const mb = (size: number) => Math.ceil(size / 1024 / 1024);
  return tooLarge(
    `has ${mb(bytes)} MB and the limit is ${mb(fileBytes)} MB: split it, or raise DOCUMENT_MB`,
  );
}

interface ToOpen extends LocalFile {
  readonly filename: string;
  readonly mediaType?: string | undefined;
  readonly limits: DocumentLimits;
  readonly ocrLanguages: string;
}

async function openIn(
  { process, giveBack }: Lent,
  { path, discard, ...file }: ToOpen,
  signal: AbortSignal,
): Promise<OpenDocument> {
  const unknown = () => new ServiceError('bad-reply', 'the parsing process answered out of turn');
  const { filename, mediaType, limits, ocrLanguages } = file;
  const message = { type: 'open' as const, path, filename, mediaType, limits, ocrLanguages };
  let closed = false;

  async function close(): Promise<void> {
    if (closed) return;
    closed = true;
    const reply = await process
      .call({ type: 'close' }, AbortSignal.timeout(limits.stepMs))
      .catch(() => undefined);
    giveBack(reply?.type === 'closed' && reply.memoryMb < REUSABLE_MB);
    await discard();
  }

  try {
    const reply = await process.call(message, signal);
    if (reply.type !== 'opened') throw unknown();
    return {
      info: reply.info,
      async *pages(from = 1) {
        let next: number | null = from <= reply.info.pageCount ? from : null;
        while (next !== null) {
          const batch = await process.call({ type: 'read', from: next }, signal);
          if (batch.type !== 'pages') throw unknown();
          yield* batch.pages;
          next = batch.next;
        }
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
