import { startApartStack } from '../stack/apart-stack.js';
import { openBench } from '../stack/open-bench.js';
import { makeScratchDatabase } from '../stack/scratch-database.js';
import { type StandInWeb, startStandInWeb } from '../stack/stand-in-web.js';
import type { KillOptions } from './kill-options.js';

interface Arrangement extends KillOptions {
  /** How long each page takes. */
  readonly pageMs?: number;
  readonly settings?: Readonly<Record<string, string>>;
}

export interface Killable {
  readonly api: string;
  readonly web: StandInWeb;
  /** The data folder, where one process has it. */
  readonly home: string;
  /** Kills the next part in turn, and says which when everything answers again. */
  killNext(): Promise<string>;
  close(): Promise<void>;
}

/** The product with parts to be killed in turn: all in one process, or apart when a database server is named. */
export async function openKillable(options: Arrangement): Promise<Killable> {
  const { database } = options;
  return database === undefined ? openWhole(options) : openApart(options, database);
}

async function openWhole(options: Arrangement): Promise<Killable> {
  const { api, web, stack, close } = await openBench(options);
  if (stack === undefined) throw new Error('This kills an instance of its own.');
  const killNext = inTurn(['product', 'temporal', 'both'] as const, stack.killAndRestart);
  return { api, web, home: stack.home, killNext, close };
}

async function openApart(options: Arrangement, server: string): Promise<Killable> {
  const web = await startStandInWeb(options);
  const database = await makeScratchDatabase(server);
  const stack = await startApartStack({ ...options, databaseUrl: database.url });
  const killNext = inTurn(['api', 'worker', 'temporal'] as const, stack.killAndRestart);
  const close = async () => {
    await stack.close();
    await database.drop();
    await web.close();
  };
  return { api: stack.api, web, home: stack.home, killNext, close };
}

function inTurn<Part extends string>(
  parts: readonly [Part, ...Part[]],
  kill: (part: Part) => Promise<void>,
): () => Promise<Part> {
  let kills = 0;
  return async () => {
    const part = parts[kills % parts.length] ?? parts[0];
    kills += 1;
    await kill(part);
    return part;
  };
}
