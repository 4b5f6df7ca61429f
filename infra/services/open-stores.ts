import { join } from 'node:path';
import { createFileObjects } from '../../adapters/objects/file-objects.js';
import { createMinioObjects } from '../../adapters/objects/minio-objects.js';
import { createBatchStore } from '../../adapters/state/batches/batch-store.js';
import { createEventLog } from '../../adapters/state/event-log.js';
import { createEventWriter } from '../../adapters/state/event-writer.js';
import { createKnownPages } from '../../adapters/state/known-pages.js';
import { openDatabase } from '../../adapters/state/open-database.js';
import { createRunStore } from '../../adapters/state/run-store.js';
import { createScheduleStore } from '../../adapters/state/schedules/schedule-store.js';
import type { Component } from '../../contracts/health.js';
import type { ObjectStore } from '../../contracts/objects.js';
import type { Env } from '../env.js';
import type { Log } from '../logger.js';

/** The relational state with the event log: PostgreSQL by setting, else embedded in the data folder. */
export async function openState(env: Env, log: Log) {
  const folder = join(env.PLUMBLINE_HOME, 'state');
  const database = await openDatabase({ databaseUrl: env.DATABASE_URL, folder });
  const events = createEventLog(database, {
    onDropped: (runId, count) =>
      log.debug({ runId, count }, 'events came after the end of the run'),
  });
  const writer = createEventWriter(events, {
    onFailure: (runId, { error, lost }) =>
      log.warn({ runId, error, lost }, 'events could not be written'),
  });
  const batches = createBatchStore(database, { usualWindow: env.BATCH_WINDOW });
  const knownPages = createKnownPages(database, { reuseMs: env.PAGE_REUSE_HOURS * 3_600_000 });
  const component: Component =
    env.DATABASE_URL === undefined
      ? {
          name: 'state',
          state: 'ready',
          using: `PGlite in ${folder}`,
          why: 'DATABASE_URL is not set',
        }
      : { name: 'state', state: 'ready', using: 'PostgreSQL', why: 'DATABASE_URL is set' };
  return {
    database,
    runs: createRunStore(database),
    work: { events, writer, batches, schedules: createScheduleStore(database), knownPages },
    component,
    async close() {
      await writer.close();
      await batches.close();
      await events.close();
      await database.close();
    },
  };
}

/** The object store: MinIO by setting, which needs a folder for temporary files, else files in the data folder. */
export async function openObjects(
  env: Env,
  scratch?: string,
): Promise<{ readonly objects: ObjectStore; readonly component: Component }> {
  const name = 'objects';
  if (env.MINIO_URL === undefined) {
    const folder = join(env.PLUMBLINE_HOME, 'objects');
    const why = 'MINIO_URL is not set';
    return {
      objects: createFileObjects(folder),
      component: { name, state: 'ready', using: `files in ${folder}`, why },
    };
  }
  const objects = await createMinioObjects({
    url: env.MINIO_URL,
    accessKey: env.MINIO_ACCESS_KEY ?? '',
    secretKey: env.MINIO_SECRET_KEY ?? '',
    bucket: env.MINIO_BUCKET,
    scratch,
  });
  const using = `MinIO bucket ${env.MINIO_BUCKET}`;
  return { objects, component: { name, state: 'ready', using, why: 'MINIO_URL is set' } };
}
