import { removeCollections } from '../../bench/passages/remove-collections.js';
import { minioOptions, removeBucket } from '../adapters/objects/object-stores.js';
import { createOnServer } from '../adapters/state/test-database.js';
import { realServer } from './real-server.js';
import { weaviateOptions } from './weaviate-collections.js';

/** Settings of a product, by the names of the environment. */
export type Settings = Readonly<Record<string, string>>;

/** Where one product keeps things that no other sees. */
interface ProductStores {
  /** None for what is embedded in the data folder. */
  readonly settings: Settings;
  /** Deletes what lies on servers, once the product has ended. */
  remove(): Promise<void>;
}

/** Stores of a product's own: embedded ones, in a run with services those of the servers. */
export async function makeProductStores(): Promise<ProductStores> {
  const parts = [await ownDatabase(), ownBucket(), ownCollections()];
  return {
    settings: Object.assign({}, ...parts.map(({ settings }) => settings)),
    async remove() {
      for (const part of parts) await part.remove();
    },
  };
}

const EMBEDDED: ProductStores = { settings: {}, remove: async () => {} };

async function ownDatabase(): Promise<ProductStores> {
  const url = realServer('DATABASE_URL');
  if (url === undefined) return EMBEDDED;
  const { databaseUrl, remove } = await createOnServer(url);
  return { settings: { DATABASE_URL: databaseUrl }, remove };
}

function ownBucket(): ProductStores {
  const server = realServer('MINIO_URL');
  if (server === undefined) return EMBEDDED;
  const options = minioOptions(server);
  const settings = {
    MINIO_URL: server,
    MINIO_ACCESS_KEY: options.accessKey,
    MINIO_SECRET_KEY: options.secretKey,
    MINIO_BUCKET: options.bucket,
  };
  return { settings, remove: () => removeBucket(options) };
}

function ownCollections(): ProductStores {
  const server = realServer('WEAVIATE_URL');
  if (server === undefined) return EMBEDDED;
  const options = weaviateOptions(server);
  const settings = {
    WEAVIATE_URL: server,
    WEAVIATE_GRPC_PORT: String(options.grpcPort),
    WEAVIATE_PREFIX: options.prefix,
  };
  return { settings, remove: () => removeCollections(options) };
}
