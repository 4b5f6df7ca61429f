import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Client, CopyDestinationOptions, CopySourceOptions } from 'minio';
import type { StoredBody } from '../../contracts/objects.js';
import { makeFolder } from '../scratch/make-folder.js';
import { callMinio } from './call-minio.js';
import { fileFailure } from './file-failure.js';
import { createHashing } from './hashing.js';
import { keyOfHash } from './object-key.js';

/** A body comes as fast as its sender sends; who is silent for long is cut off by whoever reads from it. */
const STREAM_LIMIT_MS = 6 * 60 * 60 * 1_000;

interface Bucket {
  readonly client: Client;
  readonly bucket: string;
}

/** Uploads a body under a name of its own, since its key is known at the end; the server then moves it there. */
export async function putMinioStream(
  { client, bucket }: Bucket,
  prefix: string,
  body: AsyncIterable<Uint8Array>,
): Promise<StoredBody> {
  const passing = createHashing();
  const incoming = `${prefix}/incoming-${randomUUID()}`;
  try {
    const pieces = Readable.from(passing.through(body), { objectMode: false });
    const upload = callMinio(() => client.putObject(bucket, incoming, pieces), STREAM_LIMIT_MS);
    await upload.catch(async (error: unknown) => {
      // A stream of no parts is refused.
      if (passing.sizeBytes() > 0) throw error;
      await callMinio(() => client.putObject(bucket, incoming, Buffer.alloc(0)));
    });
    const broken = passing.broken();
    if (broken !== undefined) throw broken.by;
    const key = keyOfHash(prefix, passing.sha256());
    await callMinio(() =>
      client.copyObject(
        new CopySourceOptions({ Bucket: bucket, Object: incoming }),
        new CopyDestinationOptions({ Bucket: bucket, Object: key }),
      ),
    );
    return { key, sizeBytes: passing.sizeBytes(), sha256: passing.sha256() };
  } finally {
    await callMinio(() => client.removeObject(bucket, incoming)).catch(() => {});
  }
}

interface Downloaded<T> {
  /** Folder for temporary files; unset, that of the system. */
  readonly scratch: string | undefined;
  work(path: string): Promise<T>;
}

/** Downloads a body for as long as it is worked on. */
export async function withMinioFile<T>(
  body: Readable,
  { scratch, work }: Downloaded<T>,
): Promise<T> {
  let folder: string | undefined;
  try {
    folder = makeFolder('object', scratch);
    const path = join(folder, 'body');
    await callMinio(
      () =>
        pipeline(body, createWriteStream(path, { mode: 0o600 })).catch((error: unknown) => {
          throw fileFailure(error);
        }),
      STREAM_LIMIT_MS,
    );
    return await work(path);
  } finally {
    body.destroy();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}
