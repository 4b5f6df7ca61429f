import { randomBytes } from 'node:crypto';

/** Settings of processes that run apart over one database, with secrets of their own, no embeddings and no keyless engines. */
export function apartSettings(databaseUrl: string) {
  return {
    DATABASE_URL: databaseUrl,
    MINIO_BUCKET: 'plumbline-bench',
    PAYLOAD_KEYS: `bench:${randomBytes(32).toString('base64')}`,
    KEY_PEPPER: randomBytes(32).toString('hex'),
    HOST: '127.0.0.1',
    EMBEDDING_MODEL: 'none',
    KEYLESS_SEARCH: 'false',
  };
}
