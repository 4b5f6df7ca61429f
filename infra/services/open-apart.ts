import type { Env } from '../env.js';
import type { Log } from '../logger.js';
import { openTemporal } from '../temporal/open-temporal.js';
import { openServices } from './open-services.js';

const SHARED = ['TEMPORAL_ADDRESS', 'DATABASE_URL', 'MINIO_URL', 'WEAVIATE_URL', 'PAYLOAD_KEYS'];

/**
 * Opens what a process of its own needs beside others: servers for everything that is shared.
 * Throws when a setting is missing, because embedded stores have one owner.
 */
export async function openApart(env: Env, log: Log) {
  const missing = SHARED.filter(
    (name) => !Object.entries(env).some(([key, value]) => key === name && value !== undefined),
  );
  if (missing.length > 0) {
    throw new Error(
      `A process of its own shares servers with the others: set ${missing.join(', ')}. ` +
        'To run everything in one process, use `npm start`.',
    );
  }
  const tell = (line: string) => log.info({}, line);
  const temporal = await openTemporal(env, { log, tell });
  const services = await openServices(env, { log, tell });
  return { temporal, services };
}
