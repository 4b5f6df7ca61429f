import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AskError, EXIT } from './ask-error.js';

/** Throws AskError when a file cannot be written there, which is better known before a long run than after it. */
export async function checkWritable(path: string): Promise<void> {
  const folder = dirname(path);
  try {
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw badUse(
      `${path} cannot be written: the folder ${folder} is not there or is closed.`,
      cause,
    );
  }
  const known = await stat(path).catch(() => undefined);
  if (known?.isDirectory() === true) throw badUse(`${path} is a folder.`);
}

function badUse(message: string, cause?: unknown): AskError {
  return new AskError(message, { exitCode: EXIT.badUse, cause });
}
