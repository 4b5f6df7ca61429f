import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'minio';
import { createFileObjects } from '../../../adapters/objects/file-objects.js';
import { createMinioObjects } from '../../../adapters/objects/minio-objects.js';
import type { ObjectStore } from '../../../contracts/objects.js';
import { realServer } from '../../helpers/real-server.js';

interface TestStore {
  readonly objects: ObjectStore;
  remove(): Promise<void>;
}

/** The stores that every test of objects runs on: files always, MinIO where there is one. */
export const TEST_STORES: readonly { name: string; create: () => Promise<TestStore> }[] = [
  { name: 'files', create: createFiles },
  ...minioStores(realServer('MINIO_URL')),
];

/** Address and keys of the real server, for a bucket that is not there yet. */
export function minioOptions(url: string) {
  return {
    url,
    accessKey: realServer('MINIO_ACCESS_KEY') ?? '',
    secretKey: realServer('MINIO_SECRET_KEY') ?? '',
    bucket: `plumbline-test-${randomUUID()}`,
  };
}

async function createFiles(): Promise<TestStore> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-objects-'));
  return {
    objects: createFileObjects(join(folder, 'objects')),
    remove: () => rm(folder, { recursive: true }),
  };
}

function minioStores(url: string | undefined) {
  if (url === undefined) return [];
  return [{ name: 'MinIO', create: () => createOnMinio(url) }];
}

async function createOnMinio(url: string): Promise<TestStore> {
  const options = minioOptions(url);
  const objects = await createMinioObjects(options);
  return { objects, remove: () => removeBucket(options) };
}

/** Deletes a bucket with all that is in it; nothing when there is none. */
export async function removeBucket(options: ReturnType<typeof minioOptions>): Promise<void> {
  const { hostname, port } = new URL(options.url);
  const client = new Client({ ...options, endPoint: hostname, port: Number(port), useSSL: false });
  if (!(await client.bucketExists(options.bucket))) return;
  const names: string[] = [];
  for await (const { name } of client.listObjectsV2(options.bucket, '', true)) names.push(name);
  await client.removeObjects(options.bucket, names);
  await client.removeBucket(options.bucket);
}
