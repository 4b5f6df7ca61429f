import { openSync, writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SEARCH_ATTRIBUTES } from '../../contracts/search-attributes.js';
import { commandOf, isAlive } from '../home/process-identity.js';
import { isFree } from './free-port.js';
import { supervise } from './supervise.js';

/** Temporal's usual ports; taken ones are replaced by the two after our own. */
const USUAL = { grpc: 7233, page: 8233 };
const STOP_LIMIT_MS = 10_000;

export interface DevServer {
  readonly address: string;
  readonly pageUrl: string;
  stop(): Promise<void>;
}

export interface DevServerOptions {
  readonly binary: string;
  readonly folder: string;
  /** Our own port: Temporal's follow it when the usual ones are taken. */
  readonly port: number;
  readonly namespaces?: readonly string[];
  /** Hears when the server ends by itself; it is started again. */
  onExit(message: string): void;
}

/** Starts Temporal's dev server as a child, its history in the data folder. One left over by a crash is ended first. */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  const { binary, folder, port, onExit } = options;
  const pidFile = join(folder, 'temporal.pid');
  await endLeftOver(pidFile, folder);
  const grpc = (await isFree(USUAL.grpc)) ? USUAL.grpc : port + 1;
  const page = (await isFree(USUAL.page)) ? USUAL.page : port + 2;

  const server = await supervise({
    path: binary,
    args: argumentsOf(options, { grpc, page }),
    output: openSync(join(folder, 'temporal.log'), 'w', 0o600),
    onStart: (pid) => writeFileSync(pidFile, String(pid), { mode: 0o600 }),
    onExit: (code) =>
      onExit(`Temporal's server ended with code ${code}; see ${folder}/temporal.log`),
  });
  return {
    address: `127.0.0.1:${grpc}`,
    pageUrl: `http://127.0.0.1:${page}`,
    async stop() {
      await server.stop();
      await rm(pidFile, { force: true });
    },
  };
}

function argumentsOf(
  { folder, namespaces = [] }: DevServerOptions,
  { grpc, page }: { grpc: number; page: number },
): string[] {
  const flags = Object.entries({
    // By default a busy hop waits for the next of 20 polls a second.
    'history.transferProcessorMaxPollRPS': 2000,
    'history.timerProcessorMaxPollRPS': 2000,
    'history.visibilityProcessorMaxPollRPS': 2000,
    'matching.numTaskqueueReadPartitions': 1,
    'matching.numTaskqueueWritePartitions': 1,
    'matching.useNewMatcher': true,
    'system.enableActivityEagerExecution': true,
  }).flatMap(([key, value]) => ['--dynamic-config-value', `${key}=${value}`]);
  const attributes = Object.values(SEARCH_ATTRIBUTES).flatMap((name) => [
    '--search-attribute',
    `${name}=Keyword`,
  ]);
  return [
    'server',
    'start-dev',
    ...['--ip', '127.0.0.1', '--port', String(grpc), '--ui-port', String(page)],
    ...['--db-filename', join(folder, 'temporal.db'), '--log-level', 'error'],
    ...namespaces.flatMap((name) => ['--namespace', name]),
    ...attributes,
    ...flags,
  ];
}

/** A process that was killed leaves its server behind, holding the port and the file. */
async function endLeftOver(pidFile: string, folder: string): Promise<void> {
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
  if (!Number.isInteger(pid) || pid <= 0) return;
  const command = await commandOf(pid);
  if (command?.includes(join(folder, 'temporal.db'))) {
    process.kill(pid, 'SIGTERM');
    for (let waited = 0; isAlive(pid) && waited < STOP_LIMIT_MS; waited += 50) await sleep(50);
  }
  await rm(pidFile, { force: true });
}
