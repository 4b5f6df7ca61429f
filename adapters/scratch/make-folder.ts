import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scratchFailure } from './scratch-failure.js';

/**
 * A new folder for the temporary files of one piece of work, which takes it away itself: in the scratch of the process,
 * else in the system's folder. Throws ServiceError: storage-full, unavailable.
 */
export function makeFolder(name: string, scratch: string = tmpdir()): string {
  try {
    // Systems take away what lies in their folder for long, though a process lives on.
    if (!existsSync(scratch)) mkdirSync(scratch, { mode: 0o700 });
    return mkdtempSync(join(scratch, `plumbline-${name}-`));
  } catch (error) {
    throw scratchFailure(error);
  }
}
