/**
 * Texts and files, kept under their content: the same bytes under the same prefix are one object.
 * Throws ServiceError: not-found, unavailable, storage-full.
 */
export interface ObjectStore {
  /** Keeps a body and returns its key, `<prefix>/<sha-256 in hex>`. Writing is atomic and may be repeated. */
  put(prefix: string, body: string | Uint8Array): Promise<string>;
  get(key: string): Promise<Uint8Array>;
  getText(key: string): Promise<string>;
  has(key: string): Promise<boolean>;
  /** Deletes all objects whose key starts with `<prefix>/`; returns how many there were. */
  deletePrefix(prefix: string): Promise<number>;
}
