import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import type { Database } from '../../../adapters/state/database.js';
import { openDatabase } from '../../../adapters/state/open-database.js';
import { readEnv } from '../../../infra/env.js';
import { type OpenAccess, openAccess } from '../../../infra/services/open-access.js';
import { createEmbedded, type TestDatabase } from '../state/test-database.js';

export interface TestAccess {
  readonly database: Database;
  /** What one process opens; each call is another process. */
  open(settings?: Record<string, string>, database?: Database): Promise<OpenAccess>;
}

/** Access over a database of the test file's own. */
export function useTestAccess(
  create: () => Promise<TestDatabase> = createEmbedded,
): () => TestAccess {
  let opened: TestAccess | undefined;
  const closers: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    const place = await create();
    const home = await mkdtemp(join(tmpdir(), 'plumbline-access-'));
    const database = await openDatabase(place);
    closers.push(place.remove, () => rm(home, { recursive: true }), database.close);
    opened = {
      database,
      async open(settings = {}, over = database) {
        const access = await openAccess(readEnv({ PLUMBLINE_HOME: home, ...settings }), {
          database: over,
          secrets: [{ id: 'test', secret: Buffer.alloc(32, 7) }],
        });
        closers.push(access.close);
        return access;
      },
    };
  });
  afterAll(async () => {
    for (const close of closers.reverse()) await close();
  });
  return () => {
    if (opened === undefined) throw new Error('access is opened before the first test');
    return opened;
  };
}

/** The same database, whose queries are counted. */
export function counted(database: Database): Database & { readonly queries: () => number } {
  let queries = 0;
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      queries += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return { ...database, tables: database.tables.withPlugin(plugin), queries: () => queries };
}

/** The same database, from which no notification comes. */
export function deaf(database: Database): Database {
  return { ...database, listen: () => ({ stop: async () => {} }) };
}
