import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { apartSettings } from '../stack/apart-settings.js';
import { endChild } from '../stack/end-child.js';
import { freePort } from '../stack/free-port.js';
import { untilReady } from '../stack/until-ready.js';

const MAIN = fileURLToPath(new URL('../../dist/api/main.js', import.meta.url));
const USER = 'bench';
const Made = z.object({ id: z.string(), key: z.string() });

/** Which of the two processes is asked. */
export type Which = 0 | 1;

export interface TwoApis {
  readonly urls: readonly [string, string];
  /** A key of a user of its own. */
  makeKey(): Promise<{ readonly keyId: string; readonly key: string }>;
  /** Asks one of them as an administrator. Throws when it refuses. */
  administrate(which: Which, order: Order): Promise<unknown>;
  close(): Promise<void>;
}

export interface Order {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  /** Below /api/admin/. */
  readonly path: string;
  readonly body?: object | undefined;
}

interface TwoApisOptions {
  /** A database of its own on PostgreSQL. */
  readonly databaseUrl: string;
  readonly modelUrl: string;
}

/** Two API processes of the built product over one database and one model server. */
export async function startTwoApis(options: TwoApisOptions): Promise<TwoApis> {
  if (!existsSync(MAIN)) throw new Error('Nothing is built yet: run `npm run build` first.');
  const home = await mkdtemp(join(tmpdir(), 'plumbline-apis-'));
  const settings = settingsOf(options);
  const children: ChildProcess[] = [];
  const start = async (name: string): Promise<string> => {
    const port = String(await freePort());
    const env = { ...process.env, ...settings, PLUMBLINE_HOME: join(home, name), PORT: port };
    const child = spawn(process.execPath, [MAIN], { stdio: ['ignore', 'ignore', 'inherit'], env });
    children.push(child);
    const url = `http://127.0.0.1:${port}`;
    await untilReady(url, child);
    return url;
  };
  const close = async () => {
    await Promise.all(children.map((child) => endChild(child, 'SIGINT')));
    await rm(home, { recursive: true, force: true });
  };
  try {
    return { ...toApis([await start('first'), await start('second')]), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function toApis(urls: readonly [string, string]): Omit<TwoApis, 'close'> {
  const administrate: TwoApis['administrate'] = async (which, { method, path, body }) => {
    const reply = await fetch(`${urls[which]}/api/admin/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
    return reply.json();
  };
  return {
    urls,
    administrate,
    async makeKey() {
      const post = (path: string, body: object) => administrate(0, { method: 'POST', path, body });
      // Refused keys count towards their address, which is not what is measured.
      await administrate(0, { method: 'PATCH', path: 'settings', body: { ip_limit: null } });
      await post('users', { id: USER });
      const made = await post('keys', { owner: USER, name: 'bench', scopes: ['chat'] });
      const { id: keyId, key } = Made.parse(made);
      return { keyId, key };
    },
  };
}

function settingsOf({ databaseUrl, modelUrl }: TwoApisOptions) {
  return {
    ...apartSettings(databaseUrl),
    OLLAMA_URL: '',
    OPENAI_BASE_URL: modelUrl,
    CHAT_MODEL: 'stub',
  };
}
