import { afterAll, beforeAll } from 'vitest';
import type { Database } from '../../../adapters/state/database.js';
import { openDatabase } from '../../../adapters/state/open-database.js';
import type { TEST_DATABASES } from './test-database.js';

/** A database of a suite's own, opened before its first test. */
export function useDatabase(create: (typeof TEST_DATABASES)[number]['create']): () => Database {
  let database: Database | undefined;
  let close = async () => {};
  beforeAll(async () => {
    const place = await create();
    const opened = await openDatabase(place);
    database = opened;
    close = async () => {
      await opened.close();
      await place.remove();
    };
  });
  afterAll(() => close());
  return () => {
    if (database === undefined) throw new Error('the database is opened before the first test');
    return database;
  };
}
