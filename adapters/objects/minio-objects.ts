import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Client } from 'minio';
import { ServiceError } from '../../contracts/failures.js';
import type { ObjectStore } from '../../contracts/objects.js';
import { callMinio, isMissing } from './call-minio.js';
import { deleteMinioPrefix } from './delete-minio-prefix.js';
import { listMinioNames } from './list-minio-names.js';
import { putMinioStream, withMinioFile } from './minio-streams.js';
import { assertPrefix, isObjectKey, notFound, objectKey } from './object-key.js';

const PART_BYTES = 8 * 1024 * 1024;

export interface MinioOptions {
  /** Such as https://storage.example:9000; a path has no meaning here. */
  readonly url: string;
  readonly accessKey: string;
  readonly secretKey: string;
  /** Made when it is missing. */
  readonly bucket: string;
  /** Folder for temporary files; unset, that of the system. */
  readonly scratch?: string | undefined;
}

/**
 * Objects in a bucket of MinIO or of another S3 server, each under its key.
 * Throws ServiceError: bad-input, not-found, not-configured, refused, unavailable, storage-full.
 */
export async function createMinioObjects(options: MinioOptions): Promise<ObjectStore> {
  const { bucket, scratch } = options;
  const client = createClient(options);
  await callMinio(() => ensureBucket(client, bucket));

  return {
    async put(prefix, body) {
      const bytes = toBuffer(body);
      const key = objectKey(prefix, bytes);
      await callMinio(() => client.putObject(bucket, key, bytes));
      return key;
    },

    putStream(prefix, body) {
      assertPrefix(prefix);
      return putMinioStream({ client, bucket }, prefix, body);
    },

    get,
    getStream: open,
    withFile: async (key, work) => withMinioFile(await open(key), { scratch, work }),
    getText: async (key) => (await get(key)).toString(),

    async has(key) {
      if (!isObjectKey(key)) return false;
      const known = await callMinio(() => client.statObject(bucket, key).catch(undefinedIfMissing));
      return known !== undefined;
    },

    async list(prefix) {
      assertPrefix(prefix);
      return (await callMinio(() => listMinioNames(client, bucket, `${prefix}/`))).sort();
    },

    async deletePrefix(prefix) {
      assertPrefix(prefix);
      return callMinio(() => deleteMinioPrefix(client, bucket, `${prefix}/`));
    },
  };

  async function get(key: string): Promise<Buffer> {
    if (!isObjectKey(key)) throw notFound(key);
    return callMinio(async () => buffer(await openNow(key)));
  }

  async function open(key: string): Promise<Readable> {
    if (!isObjectKey(key)) throw notFound(key);
    return callMinio(() => openNow(key));
  }

  async function openNow(key: string): Promise<Readable> {
    const body = await client.getObject(bucket, key).catch(undefinedIfMissing);
    if (body === undefined) throw notFound(key);
    return body;
  }
}

function createClient({ url, accessKey, secretKey }: MinioOptions): Client {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address === undefined || !/^https?:$/.test(address.protocol)) {
    throw new ServiceError('not-configured', `MINIO_URL is no http or https address: ${url}`);
  }
  const { protocol, hostname, port } = address;
  return new Client({
    endPoint: hostname,
    ...(port === '' ? {} : { port: Number(port) }),
    useSSL: protocol === 'https:',
    accessKey,
    secretKey,
    retryOptions: { disableRetry: true },
    // Of a body whose size is not known beforehand one part is held in memory.
    partSize: PART_BYTES,
  });
}

async function ensureBucket(client: Client, bucket: string): Promise<void> {
  if (await client.bucketExists(bucket)) return;
  await client.makeBucket(bucket).catch(async (error: unknown) => {
    // Another process may have made it meanwhile.
    if (!(await client.bucketExists(bucket))) throw error;
  });
}

function toBuffer(body: string | Uint8Array): Buffer {
  if (typeof body === 'string') return Buffer.from(body);
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}

function undefinedIfMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}
