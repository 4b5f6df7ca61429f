import type { Client } from 'minio';
import { listMinioNames } from './list-minio-names.js';

/** Most keys that one request may delete. */
const MAX_KEYS = 1_000;

/** Deletes all objects whose key starts with the prefix; returns how many there were. */
export async function deleteMinioPrefix(
  client: Client,
  bucket: string,
  prefix: string,
): Promise<number> {
  const names = await listMinioNames(client, bucket, prefix);
  for (let start = 0; start < names.length; start += MAX_KEYS) {
    const answers = await client.removeObjects(bucket, names.slice(start, start + MAX_KEYS));
    const failure = answers.find((answer) => answer?.Error !== undefined)?.Error;
    if (failure !== undefined) throw new Error(`${failure.Key ?? prefix}: ${failure.Message}`);
  }
  return names.length;
}
