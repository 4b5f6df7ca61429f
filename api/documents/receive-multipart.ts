import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { ApiError } from '../api-error.js';
import { safeFilename } from './safe-filename.js';
import { brokenOff, noFile, severalFiles } from './upload-faults.js';

const FIELD = 'file';
/** What a form holds around its file. */
export const FORM_BYTES = 1024 * 1024;

/** A file as it comes: its name, and its bytes once only. */
export interface IncomingFile {
  readonly filename: string;
  readonly body: AsyncIterable<Uint8Array>;
}

interface Receiving<T> {
  readonly limitBytes: number;
  /** What a file above the limit is refused with. */
  readonly tooLarge: (limitBytes: number) => ApiError;
  /** Takes the file in; what it throws is thrown. */
  keep(file: IncomingFile): Promise<T>;
}

interface Received<T> {
  readonly kept: T;
  readonly fields: ReadonlyMap<string, string>;
}

/**
 * Reads a form with one file, which is kept as it comes. Throws ValidationError without a file, and ApiError: 413 as
 * soon as the file is known to be too large, 400 when it breaks off, 422 for a second file.
 */
export async function receiveMultipart<T>(
  request: IncomingMessage,
  { limitBytes, tooLarge, keep }: Receiving<T>,
): Promise<Received<T>> {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes + FORM_BYTES)
    throw tooLarge(limitBytes);
  const form = openForm(request, limitBytes);
  const fields = new Map<string, string>();
  const stopping = new AbortController();
  let keeping: Promise<T> | undefined;
  let current: Readable | undefined;

  form.on('field', (name, value) => fields.set(name, value));
  form.on('filesLimit', () => stopping.abort(severalFiles()));
  form.on('file', (name, stream, filename) => {
    if (name !== FIELD) {
      stream.resume();
      return;
    }
    current = stream;
    stream.on('error', () => {}); // whoever reads it hears of it
    stream.on('limit', () => stopping.abort(tooLarge(limitBytes)));
    keeping = keep({
      filename: safeFilename(filename),
      body: untilStopped(stream, stopping.signal),
    });
    keeping.catch((error: unknown) => stopping.abort(error));
  });

  try {
    await pipeline(request, form, { signal: stopping.signal, end: true });
  } catch (error) {
    const reason: unknown = stopping.signal.aborted ? stopping.signal.reason : brokenOff(error);
    current?.destroy(reason instanceof Error ? reason : undefined);
    await keeping?.catch(() => {});
    throw reason;
  }
  if (keeping === undefined) throw noFile();
  return { kept: await keeping, fields };
}

function openForm(request: IncomingMessage, limitBytes: number) {
  const type = request.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\b/i.test(type)) throw noFile();
  const headers: BusboyHeaders = { ...request.headers, 'content-type': type };
  const limits = { files: 1, fields: 20, fieldSize: 10_000, parts: 40, fileSize: limitBytes };
  try {
    return new Busboy({ headers, limits });
  } catch (cause) {
    throw new ApiError({
      status: 400,
      error: 'bad_form',
      message: 'The form cannot be read: its Content-Type names no boundary',
      cause,
    });
  }
}

/** A file that is cut at the limit ends like a whole one, so its end is only believed when nothing has stopped it. */
async function* untilStopped(stream: Readable, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for await (const piece of stream) {
    signal.throwIfAborted();
    if (piece instanceof Uint8Array) yield piece;
  }
  signal.throwIfAborted();
}
