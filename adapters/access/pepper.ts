import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { makeSecretFile, readSecretFile } from '../payloads/secret-file.js';

interface PepperSource {
  /** KEY_PEPPER: any text of 32 characters or more. */
  readonly setting?: string | undefined;
  /** The data folder, which keeps a pepper of its own when there is no setting. */
  readonly folder: string;
}

/**
 * The secret that keys are hashed with, so that the table of keys alone proves nothing about a key. Without a setting
 * the data folder's, made at the first start. Throws ServiceError 'not-configured' when others may read its file.
 */
export async function readPepper({ setting, folder }: PepperSource): Promise<string> {
  if (setting !== undefined) return setting;
  const file = join(folder, 'key-pepper');
  await makeSecretFile(file, () => `${randomBytes(32).toString('base64')}\n`);
  return (await readSecretFile(file)).trim();
}
