import { Kysely, Migrator, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { runs } from './migrations/0001-runs.js';
import { documents } from './migrations/0002-documents.js';
import { access } from './migrations/0003-access.js';
import { endRun } from './migrations/0004-end-run.js';
import { batches } from './migrations/0005-batches.js';
import { administration } from './migrations/0006-administration.js';
import { runParents } from './migrations/0007-run-parents.js';
import { instance } from './migrations/0008-instance.js';
import { schedules } from './migrations/0009-schedules.js';
import { readPages } from './migrations/0010-read-pages.js';
import { keyFamilies } from './migrations/0011-key-families.js';
import { runKeys } from './migrations/0012-run-keys.js';
import { vectorGroups } from './migrations/0013-vector-groups.js';
import { kindsOfQuestions } from './migrations/0014-kinds-of-questions.js';
import { scheduleKeys } from './migrations/0015-schedule-keys.js';

/** Every change of the tables, in the order of its name. A released one is never edited. */
const MIGRATIONS = {
  '0001-runs': runs,
  '0002-documents': documents,
  '0003-access': access,
  '0004-end-run': endRun,
  '0005-batches': batches,
  '0006-administration': administration,
  '0007-run-parents': runParents,
  '0008-instance': instance,
  '0009-schedules': schedules,
  '0010-read-pages': readPages,
  '0011-key-families': keyFamilies,
  '0012-run-keys': runKeys,
  '0014-kinds-of-questions': kindsOfQuestions,
  '0015-schedule-keys': scheduleKeys,
  '0013-vector-groups': vectorGroups,
};

/**
 * Brings the tables up to date. Processes that start together wait for each other on an advisory lock;
 * each change is made whole or not at all.
 */
export async function migrate(pool: pg.Pool): Promise<void> {
  const migrator = new Migrator({
    db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }),
    provider: { getMigrations: async () => MIGRATIONS },
    migrationTableName: 'plumbline_migrations',
    migrationLockTableName: 'plumbline_migrations_lock',
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw explain(error);
}

function explain(error: unknown): unknown {
  if (!(error instanceof Error) || !error.message.startsWith('corrupted migrations')) return error;
  return new Error(
    'The database was written by a newer version of this product: update this one, or give it another database.',
    { cause: error },
  );
}
