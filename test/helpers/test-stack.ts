import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Stack, startStack } from '../../cli/stack.js';
import { readEnv } from '../../infra/env.js';
import { makeProductStores, type Settings } from './product-stores.js';
import { copyEmptyState } from './state-template.js';

export interface TestStack extends Stack {
  readonly home: string;
  /** For looking into its stores. */
  readonly settings: Settings;
  /** Ends the product and leaves its stores, until `close` deletes them. */
  stop(): Promise<void>;
}

/**
 * The whole product with stores of its own, on free ports, without models unless the settings name some.
 * A data folder of the settings holds all its stores, also in a run with services, and stays.
 */
export async function startTestStack(changes: Settings = {}): Promise<TestStack> {
  const given = changes['PLUMBLINE_HOME'];
  const home = given ?? (await newHome('plumbline-stack-'));
  const stores = given === undefined ? await makeProductStores() : undefined;
  const settings = {
    PLUMBLINE_HOME: home,
    PORT: String(await freePort()),
    CHAT_MODEL: 'none',
    EMBEDDING_MODEL: 'none',
    KEYLESS_SEARCH: 'false',
    LOG_LEVEL: 'error',
    PAGE_REUSE_HOURS: '0',
    ...stores?.settings,
    ...changes,
  };
  const stack = await startStack(readEnv(settings), { log: () => {} });
  return {
    ...stack,
    home,
    settings,
    stop: stack.close,
    async close() {
      await stack.close();
      await stores?.remove();
      if (given === undefined) await rm(home, { recursive: true, force: true });
    },
  };
}

/** A data folder with an empty database, since making one takes seconds; its tables and its identity come at the start. */
export async function newHome(prefix: string): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), prefix));
  await copyEmptyState(join(home, 'state'));
  return home;
}

/** A port that is free, with the two after it, which Temporal's server may take. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const free = await Promise.all([port, port + 1, port + 2].map(isFree));
    if (free.every(Boolean)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Posts JSON and reads JSON. */
export async function post(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; json: unknown }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, json: await response.json() };
}
