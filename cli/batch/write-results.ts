import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AskError } from '../ask/ask-error.js';
import type { Output } from '../ask/colors-for.js';
import type { Instance } from '../ask/open-instance.js';
import { escapeControls } from '../ask/plain-text.js';
import { batchResults } from './batch-api.js';

interface Wanted {
  readonly id: string;
  /** The file they go to; undefined for the output. */
  readonly out: string | undefined;
  readonly output: Output;
}

/** Writes the results of a batch as they stand now. A file is there whole or not at all. */
export async function writeResults(instance: Instance, { id, out, output }: Wanted): Promise<void> {
  const results = batchResults(instance, id);
  if (out === undefined) {
    for await (const text of results) output.write(escapeControls(text));
    return;
  }
  const part = `${out}.part`;
  try {
    await pipeline(Readable.from(results), createWriteStream(part));
    await rename(part, out);
  } catch (cause) {
    await rm(part, { force: true });
    if (cause instanceof AskError) throw cause;
    throw new AskError(`${out} could not be written; batch ${id} holds the results.`, { cause });
  }
}
