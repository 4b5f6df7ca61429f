import type { z } from 'zod';
import { ServiceError } from '../contracts/failures.js';
import type { ObjectStore } from '../contracts/objects.js';

/** Keeps a value as JSON and returns its key. */
export async function putJson(
  objects: ObjectStore,
  prefix: string,
  value: unknown,
): Promise<string> {
  return objects.put(prefix, JSON.stringify(value));
}

/** Reads a value that was kept as JSON and checks its shape. */
export async function getJson<T>(
  objects: ObjectStore,
  key: string,
  shape: z.ZodType<T>,
): Promise<T> {
  const parsed = shape.safeParse(JSON.parse(await objects.getText(key)));
  if (parsed.success) return parsed.data;
  throw new ServiceError('bad-reply', `the object ${key} has another shape`, {
    cause: parsed.error,
  });
}

/** Prefix of everything that belongs to one run and goes with it. */
export function runPrefix(runId: string): string {
  return `runs/${runId}`;
}

/** Prefix of pages, shared by all runs. */
export const PAGES_PREFIX = 'pages';
