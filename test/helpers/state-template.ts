import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { openDatabase } from '../../adapters/state/open-database.js';

const CACHE = join('node_modules', '.cache', 'plumbline-test');
const MIGRATIONS = join('adapters', 'state', 'migrations');

/** Makes a folder an embedded database without tables, from a template, since making a new one takes seconds. */
export async function copyEmptyState(folder: string): Promise<void> {
  const template = await templateOf('empty', async (making) => {
    const database = await PGlite.create({ dataDir: making });
    await database.close();
  });
  await copy(template, folder);
}

/** Makes a folder an embedded database with all tables. */
export async function copyMigratedState(folder: string): Promise<void> {
  const template = await templateOf(`migrated-${await migrations()}`, async (making) => {
    await copyEmptyState(making);
    const database = await openDatabase({ folder: making });
    await database.close();
  });
  await copy(template, folder);
}

async function copy(template: string, folder: string): Promise<void> {
  await cp(template, folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
}

async function templateOf(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const template = join(CACHE, name);
  if (await exists(template)) return template;
  const making = `${template}-${randomUUID()}`;
  await mkdir(making, { recursive: true });
  await make(making);
  // Another test file may have been faster: its template is as good.
  await rename(making, template).catch(() => rm(making, { recursive: true }));
  return template;
}

async function migrations(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await readdir(MIGRATIONS)).sort())
    hash.update(await readFile(join(MIGRATIONS, file)));
  return hash.digest('hex').slice(0, 16);
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
