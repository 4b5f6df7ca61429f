import type { BucketItem, Client } from 'minio';

/** Keys of all objects that start with the prefix. */
export function listMinioNames(client: Client, bucket: string, prefix: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const names: string[] = [];
    client
      .listObjectsV2(bucket, prefix, true)
      .on('data', ({ name }: BucketItem) => {
        if (name !== undefined) names.push(name);
      })
      .on('error', reject)
      .on('end', () => resolve(names));
  });
}
