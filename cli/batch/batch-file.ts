import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { AskError, EXIT } from '../ask/ask-error.js';

/** Questions as the API takes them. */
export interface BatchFile {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.json': 'application/json',
  '.jsonl': 'application/x-ndjson',
  '.ndjson': 'application/x-ndjson',
  '.csv': 'text/csv',
};

/** Reads a file of questions; AskError when its ending is not known or it cannot be read. */
export async function readBatchFile(path: string): Promise<BatchFile> {
  const type = TYPES[extname(path).toLowerCase()];
  if (type === undefined)
    throw badUse(`${path} must end in ${Object.keys(TYPES).join(', ')}: questions, one a line.`);
  try {
    return { type, body: new Uint8Array(await readFile(path)) };
  } catch (cause) {
    throw badUse(`${path} cannot be read.`, cause);
  }
}

function badUse(message: string, cause?: unknown): AskError {
  return new AskError(message, { exitCode: EXIT.badUse, cause });
}
