import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import type { DocumentFile } from '../open-format.js';
import { tooLarge, unreadable } from '../unreadable.js';

/** The files packed in a document. Names are only looked up, never used as paths, so any name is harmless. */
export interface Archive {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** Throws `unreadable` for a file that is not there or broken. */
  stream(name: string): Promise<Readable>;
  bytes(name: string): Promise<Buffer>;
  close(): void;
}

const MOST_ENTRIES = 100_000;

/** Opens a ZIP archive; throws before anything is inflated when its files together are larger than the limit. */
export async function openArchive({ path, limits }: DocumentFile): Promise<Archive> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false })
    // What is no archive fails here: the end of one that is cut off is missing.
    .catch((error) => Promise.reject(broken(error)));
  try {
    const entries = await entriesOf(zip, limits.unpackedBytes);
    return archiveOf(zip, entries);
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function entriesOf(zip: ZipFile, mostBytes: number): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  let bytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      bytes += entry.uncompressedSize;
      const name = Buffer.from(entry.fileName).toString('utf8').replaceAll('\\', '/');
      // The first of two files with one name is the one that all programs read.
      if (!entries.has(name)) entries.set(name, entry);
      if (bytes > mostBytes || entries.size > MOST_ENTRIES) break;
    }
  } catch (error) {
    throw broken(error);
  }
  if (bytes > mostBytes || entries.size > MOST_ENTRIES) {
    const mb = Math.round(mostBytes / 1024 / 1024);
    throw tooLarge(
      `unpacks to more than ${mb} MB, as ZIP bombs do: split it, or raise DOCUMENT_UNPACKED_MB`,
    );
  }
  return entries;
}

function archiveOf(zip: ZipFile, entries: ReadonlyMap<string, Entry>): Archive {
  async function stream(name: string): Promise<Readable> {
    const entry = entries.get(name);
    if (entry === undefined) throw broken(new Error(`${name} is missing`));
    if (entry.isEncrypted()) throw locked();
    // A file that inflates to more than it said is cut off by the reader, so what is checked is what comes.
    return zip.openReadStreamPromise(entry).catch((error) => Promise.reject(broken(error)));
  }

  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    stream,
    async bytes(name) {
      return buffer(await stream(name)).catch((error) => Promise.reject(broken(error)));
    },
    close: () => zip.close(),
  };
}

/** An office file or a book whose own files are encrypted. */
export function locked(): Error {
  return unreadable('is locked by a password: save a copy without the password and add that');
}

function broken(cause: unknown): Error {
  return unreadable(
    'is a broken or incomplete ZIP archive inside: save it anew with its program and add that',
    cause,
  );
}
