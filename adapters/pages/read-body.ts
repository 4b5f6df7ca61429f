import { ServiceError } from '../../contracts/failures.js';
import { type Bytes, decodeContent } from './content-decoders.js';

export interface BodyOptions {
  readonly host: string;
  readonly encoding: string | undefined;
  readonly length: string | undefined;
  readonly maxBytes: number;
  /** What happens past the limit: refusing with too-large, or keeping what came so far. */
  readonly overflow: 'refuse' | 'cut';
}

/** Reads a body into memory, decompressed, holding at most `maxBytes` and a chunk of it. */
export async function readBody(
  body: Bytes,
  options: BodyOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { host, encoding, length, maxBytes, overflow } = options;
  if (overflow === 'refuse' && Number(length ?? 0) > maxBytes) throw tooLarge(host, maxBytes);

  const chunks: Uint8Array[] = [];
  for await (const chunk of bodyPieces(body, { ...options, encoding })) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

/** Gives a body piece by piece, decompressed, up to the limit. Throws ServiceError 'too-large' past it. */
export function bodyPieces(body: Bytes, options: BodyOptions): AsyncGenerator<Uint8Array> {
  return stopAt(decodeContent(stopAt(body, options), options.encoding), options);
}

async function* stopAt(body: Bytes, options: BodyOptions): AsyncGenerator<Uint8Array> {
  const { host, maxBytes, overflow } = options;
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      if (overflow === 'refuse') throw tooLarge(host, maxBytes);
      yield chunk.subarray(0, chunk.byteLength - (size - maxBytes));
      return;
    }
    yield chunk;
  }
}

function tooLarge(host: string, maxBytes: number): ServiceError {
  const megabytes = (maxBytes / 1024 / 1024).toFixed(maxBytes < 1024 * 1024 ? 2 : 0);
  return new ServiceError('too-large', `the page at ${host} is larger than ${megabytes} MB`);
}
