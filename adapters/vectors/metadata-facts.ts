import { createHash } from 'node:crypto';
import { type Scalar, scalarsOf } from '../../contracts/metadata.js';

/** A sign for each plain value of metadata, so that any store can look for it without knowing its fields. */
export function factsOf(metadata: Readonly<Record<string, unknown>>): string[] {
  const facts = [...scalarsOf(metadata)].flatMap(([path, values]) =>
    values.map((value) => factOf(path, value)),
  );
  return [...new Set(facts)];
}

/** The sign that a document has whose metadata hold this value at this path. */
export function factOf(path: string, value: Scalar): string {
  return hashed(JSON.stringify([path, value]));
}

/** Letters and digits alone, which no store reads in its own way. */
export function hashed(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 32);
}
