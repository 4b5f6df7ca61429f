import { pipeline, Readable, type Transform } from 'node:stream';
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
} from 'node:zlib';
import { ServiceError } from '../../contracts/failures.js';

export type Bytes = AsyncIterable<Uint8Array>;

/** What we ask servers for; each of it has a decoder here. */
export const ACCEPTED_ENCODINGS = 'gzip, deflate, br';

/** A site that stacks more encodings than this wants something else than to be read. */
const MAX_ENCODINGS = 3;
// Servers end compressed replies early and still mean them: what came is kept.
const LENIENT = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };

/** Undoes a Content-Encoding header piece by piece, so that the reader can stop at any size. */
export function decodeContent(body: Bytes, header: string | undefined): Bytes {
  const encodings = (header ?? '')
    .split(',')
    .map((encoding) => encoding.trim().toLowerCase())
    .filter((encoding) => encoding !== '' && encoding !== 'identity');
  if (encodings.length > MAX_ENCODINGS) {
    throw new ServiceError('unreadable', 'the page is compressed too many times over');
  }
  return encodings.reverse().reduce(decode, body);
}

function decode(body: Bytes, encoding: string): Bytes {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return through(body, createGunzip(LENIENT));
    case 'deflate':
      return inflate(body);
    case 'br':
      return through(body, createBrotliDecompress());
    default:
      throw new ServiceError(
        'unreadable',
        `the page is compressed as "${encoding}", which is unknown`,
      );
  }
}

function through(body: Bytes, decoder: Transform): Bytes {
  // An error on either side ends the decoder with it, and so the loop that reads it.
  return pipeline(Readable.from(body, { objectMode: false }), decoder, () => {});
}

/** "deflate" means zlib's format, but some servers send the bare stream; the first byte tells. */
async function* inflate(body: Bytes): AsyncGenerator<Uint8Array> {
  const source = body[Symbol.asyncIterator]();
  const { value: first, done } = await source.next();
  if (done) return;
  const bare = ((first[0] ?? 0) & 0x0f) !== 0x08;
  yield* through(resume(first, source), bare ? createInflateRaw(LENIENT) : createInflate(LENIENT));
}

async function* resume(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield first;
  yield* { [Symbol.asyncIterator]: () => rest };
}
