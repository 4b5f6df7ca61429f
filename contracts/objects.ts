/**
 * Texts and files, kept under their content: the same bytes under the same prefix are one object.
 * Throws ServiceError: not-found, unavailable, storage-full.
 */
export interface ObjectStore {
  /** Keeps a body and returns its key, `<prefix>/<sha-256 in hex>`. Writing is atomic and may be repeated. */
  put(prefix: string, body: string | Uint8Array): Promise<string>;
  /** Keeps a body as it comes, whole or not at all, with little of it in memory; throws what breaks the body off. */
  putStream(prefix: string, body: AsyncIterable<Uint8Array>): Promise<StoredBody>;
  get(key: string): Promise<Uint8Array>;
  /** Gives a body piece by piece; ending the iteration early lets go of it. */
  getStream(key: string): Promise<AsyncIterable<Uint8Array>>;
  /** Lends a file of this machine with the body for as long as `work` takes; it is only to be read. */
  withFile<T>(key: string, work: (path: string) => Promise<T>): Promise<T>;
  getText(key: string): Promise<string>;
  has(key: string): Promise<boolean>;
  /** Keys that start with `<prefix>/`, in order. */
  list(prefix: string): Promise<readonly string[]>;
  /** Deletes all objects whose key starts with `<prefix>/`; returns how many there were. */
  deletePrefix(prefix: string): Promise<number>;
}

export interface StoredBody {
  readonly key: string;
  readonly sizeBytes: number;
  /** In hex; the last part of the key. */
  readonly sha256: string;
}
