import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { ServiceError } from '../../contracts/failures.js';
import { fileExists, makeSecretFile, readSecretFile } from './secret-file.js';

/** A key of AES-256. The id travels with what it encrypts; the secret never does. */
export interface PayloadKey {
  readonly id: string;
  /** 32 bytes. */
  readonly secret: Uint8Array;
}

interface KeySource {
  /** PAYLOAD_KEYS: `id:base64` parted by commas; the first encrypts, all decrypt. */
  readonly setting?: string | undefined;
  /** The data folder, which keeps a key of its own when there is no setting. */
  readonly folder: string;
}

const KEY_BYTES = 32;

/**
 * The keys of this instance, at least one. Without a setting the data folder's, made at the first start; with one,
 * those of the data folder still decrypt, so that runs begun before go on. Throws ServiceError 'not-configured' on keys
 * of another form and on a key file that others may read.
 */
export async function readPayloadKeys({ setting, folder }: KeySource): Promise<PayloadKey[]> {
  const file = join(folder, 'payload-keys');
  if (setting === undefined) {
    await makeSecretFile(file, newKey);
    return readKeyFile(file);
  }
  const keys = parseKeys(setting, 'PAYLOAD_KEYS');
  const older = (await fileExists(file)) ? await readKeyFile(file) : [];
  return [...keys, ...older.filter(({ id }) => keys.every((key) => key.id !== id))];
}

async function readKeyFile(file: string): Promise<PayloadKey[]> {
  return parseKeys(await readSecretFile(file), file);
}

function newKey(): string {
  const id = randomBytes(4).toString('hex');
  return `${id}:${randomBytes(KEY_BYTES).toString('base64')}\n`;
}

const KeyText = z.string().regex(/^[\w.-]{1,64}:[A-Za-z0-9+/]+=*$/);

function parseKeys(text: string, place: string): PayloadKey[] {
  const keys = text
    .split(/[,\n]/)
    .map((item) => item.trim())
    .filter(Boolean)
    .map((item) => parseKey(item, place));
  if (keys.length === 0) throw malformed(place);
  if (new Set(keys.map(({ id }) => id)).size < keys.length) {
    throw new ServiceError('not-configured', `Two keys of ${place} have the same id.`);
  }
  return keys;
}

function parseKey(text: string, place: string): PayloadKey {
  if (!KeyText.safeParse(text).success) throw malformed(place);
  const split = text.indexOf(':');
  const secret = Buffer.from(text.slice(split + 1), 'base64');
  if (secret.length !== KEY_BYTES) throw malformed(place);
  return { id: text.slice(0, split), secret };
}

/** The key itself is not repeated: messages end up in logs. */
function malformed(place: string): ServiceError {
  return new ServiceError(
    'not-configured',
    `${place} holds a key of another form: each is <id>:<32 bytes in base64>, parted by commas.`,
  );
}
