import { createHash } from 'node:crypto';

/** A name that every store takes, readable and never the same for two: a slug and a piece of the hash. */
export function storeName(name: string): string {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 30);
  return `${slug}_${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;
}
