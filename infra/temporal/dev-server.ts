import { writeFileSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SEARCH_ATTRIBUTES } from '../../contracts/search-attributes.js';
import { commandOf, isAlive } from '../home/process-identity.js';
import { choosePorts, type TemporalPorts } from './choose-ports.js';
import { type Fate, firstWords } from './first-words.js';
import { supervise } from './supervise.js';

/** Temporal's usual ports; taken ones are replaced by the two after our own, and those by any. */
const USUAL: TemporalPorts = { grpc: 7233, page: 8233 };
/**
 * A process that is killed loses nothing, and the file stays whole whatever happens. Only a machine that loses its power
 * may lose the last moments; waiting for the disk at each of the dozen steps of a search would take half of its time.
 */
const DURABILITY = ['journal_mode=WAL', 'synchronous=NORMAL'];
/** How often other programs may be faster. */
const MOST_LOST = 5;
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
  /** Ports to prefer to Temporal's usual ones. */
  readonly usual?: TemporalPorts;
  readonly namespaces?: readonly string[];
  /** Hears when the server ends by itself; it is started again. */
  onExit(message: string): void;
}

/**
 * Starts Temporal's dev server as a child, its history in the data folder, and waits until it listens. One left over by a
 * crash is ended first; where another program takes the ports in between, it starts on others.
 */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  await endLeftOver(options.folder);
  for (let lost = 0; ; lost++) {
    const ports = await choosePorts({ usual: options.usual ?? USUAL, own: options.port, lost });
    const { fate, stop } = await startOn(ports, options);
    if (fate !== 'ports-taken') {
      const { grpc, page } = ports;
      return { address: `127.0.0.1:${grpc}`, pageUrl: `http://127.0.0.1:${page}`, stop };
    }
    await stop();
    if (lost === MOST_LOST)
      throw new Error(`Other programs take every port from Temporal's server.`);
  }
}

async function startOn(
  ports: TemporalPorts,
  options: DevServerOptions,
): Promise<{ readonly fate: Fate; stop(): Promise<void> }> {
  const logFile = join(options.folder, 'temporal.log');
  const pidFile = join(options.folder, 'temporal.pid');
  const log = await open(logFile, 'w', 0o600);
  const ended = new AbortController();
  let fate: Fate | undefined;
  const tell = (code: unknown) =>
    options.onExit(`Temporal's server ended with code ${code}; see ${logFile}`);

  const server = await supervise({
    path: options.binary,
    args: argumentsOf(options, ports),
    output: log.fd,
    onStart: (pid) => writeFileSync(pidFile, String(pid), { mode: 0o600 }),
    onExit: (code) => (fate === undefined ? ended.abort(code) : tell(code)),
  });
  fate = await firstWords(logFile, { port: ports.grpc, ended: ended.signal });
  if (fate === 'ended') tell(ended.signal.reason);
  return {
    fate,
    async stop() {
      await server.stop();
      await log.close();
      await rm(pidFile, { force: true });
    },
  };
}

function argumentsOf(
  { folder, namespaces = [] }: DevServerOptions,
  { grpc, page }: TemporalPorts,
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
    ...DURABILITY.flatMap((pragma) => ['--sqlite-pragma', pragma]),
    ...namespaces.flatMap((name) => ['--namespace', name]),
    ...attributes,
    ...flags,
  ];
}

/** A process that was killed leaves its server behind, holding the port and the file. */
async function endLeftOver(folder: string): Promise<void> {
  const pidFile = join(folder, 'temporal.pid');
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
  if (!Number.isInteger(pid) || pid <= 0) return;
  const command = await commandOf(pid);
  if (command?.includes(join(folder, 'temporal.db'))) {
    process.kill(pid, 'SIGTERM');
    for (let waited = 0; isAlive(pid) && waited < STOP_LIMIT_MS; waited += 50) await sleep(50);
  }
  await rm(pidFile, { force: true });
}
