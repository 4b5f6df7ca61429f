import { z } from 'zod';

const Metadata = z.record(z.string(), z.unknown());

/** Metadata as it was given, from the JSON it is kept as. */
export function readMetadata(json: string): Record<string, unknown> {
  return Metadata.parse(JSON.parse(json));
}
