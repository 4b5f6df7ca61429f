import { createHash } from 'node:crypto';

/** What passes by, told at any time. */
export interface Hashing {
  readonly sha256: () => string;
  readonly sizeBytes: () => number;
  /** What broke the body off, in a field of its own since anything can be thrown. */
  readonly broken: () => { readonly by: unknown } | undefined;
  /** Passes a body on, counted and hashed, to where it ends or breaks off. */
  through(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array>;
}

export function createHashing(): Hashing {
  const hash = createHash('sha256');
  let size = 0;
  let broken: { readonly by: unknown } | undefined;
  return {
    sha256: () => hash.copy().digest('hex'),
    sizeBytes: () => size,
    broken: () => broken,
    async *through(body) {
      try {
        for await (const piece of body) {
          hash.update(piece);
          size += piece.byteLength;
          yield piece;
        }
      } catch (by) {
        broken = { by };
      }
    },
  };
}
