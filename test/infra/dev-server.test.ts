import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { expect, onTestFinished, test } from 'vitest';
import { isAlive } from '../../infra/home/process-identity.js';
import { type DevServer, startDevServer } from '../../infra/temporal/dev-server.js';
import { temporalBinary } from '../helpers/temporal-binary.js';

const PORT = 18_471;

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'plumbline-server-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function start(home: string, exits: string[] = []): Promise<DevServer> {
  const server = await startDevServer({
    binary: await temporalBinary(),
    folder: home,
    port: PORT,
    onExit: (message) => exits.push(message),
  });
  onTestFinished(() => server.stop());
  return server;
}

async function pidIn(home: string): Promise<number> {
  return Number(await readFile(join(home, 'temporal.pid'), 'utf8'));
}

async function answers(address: string): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: 500 });
      await connection.close();
      return true;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return false;
}

test('a server that dies is started again on the same address, and a stopped one stays down', async () => {
  const home = await folder();
  const exits: string[] = [];
  const server = await start(home, exits);
  expect(await answers(server.address)).toBe(true);

  const pid = await pidIn(home);
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => exits.length).toBe(1);
  expect(await answers(server.address)).toBe(true);
  const next = await pidIn(home);
  expect(next).not.toBe(pid);

  await server.stop();
  expect(isAlive(next)).toBe(false);
});

test('what a server had kept when it was killed is there again', async () => {
  const exits: string[] = [];
  const home = await folder();
  const { address } = await start(home, exits);
  const connection = await Connection.connect({ address });
  await connection.workflowService.registerNamespace({
    namespace: 'kept',
    workflowExecutionRetentionPeriod: msToTs('1 day'),
  });
  await connection.close();

  process.kill(await pidIn(home), 'SIGKILL');
  await expect.poll(() => exits.length).toBe(1);

  expect(await namespacesAt(address)).toContain('kept');
});

test('the server that a killed process left behind is ended before a new one starts', async () => {
  const home = await folder();
  const left = spawn(process.execPath, [
    '-e',
    'setInterval(() => {}, 1000)',
    join(home, 'temporal.db'),
  ]);
  await once(left, 'spawn');
  await writeFile(join(home, 'temporal.pid'), String(left.pid));

  const ended = once(left, 'exit');
  await start(home);
  await ended;
  expect(await pidIn(home)).not.toBe(left.pid);
});

test('a process that only got the id of the server left behind is let be', async () => {
  const home = await folder();
  await writeFile(join(home, 'temporal.pid'), String(process.ppid));
  await start(home);
  expect(isAlive(process.ppid)).toBe(true);
});

/** The server's program, taking its time before it takes its ports. */
async function slowBinary(): Promise<string> {
  const path = join(await folder(), 'slow-temporal');
  await writeFile(path, `#!/bin/sh\nsleep 1\nexec '${await temporalBinary()}' "$@"\n`, {
    mode: 0o755,
  });
  return path;
}

test('two servers that choose the same ports at once both start, each on ports of its own', async () => {
  const binary = await slowBinary();
  const usual = { grpc: PORT + 10, page: PORT + 11 };
  const exits: string[] = [];
  const startOne = async (name: string, port: number) => {
    const server = await startDevServer({
      binary,
      folder: await folder(),
      port,
      usual,
      namespaces: [name],
      onExit: (message) => exits.push(message),
    });
    onTestFinished(() => server.stop());
    return server;
  };
  const first = startOne('first', PORT + 20);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const servers = [await startOne('second', PORT + 30), await first];

  expect(new Set(servers.map(({ address }) => address)).size).toBe(2);
  expect(servers.map(({ address }) => address)).toContain(`127.0.0.1:${usual.grpc}`);
  expect(await Promise.all(servers.map(({ address }) => namespacesAt(address)))).toEqual([
    expect.arrayContaining(['second']),
    expect.arrayContaining(['first']),
  ]);
  expect(exits).toEqual([]);
});

async function namespacesAt(address: string): Promise<string[]> {
  expect(await answers(address)).toBe(true);
  const connection = await Connection.connect({ address });
  const { namespaces } = await connection.workflowService.listNamespaces({});
  await connection.close();
  return (namespaces ?? []).map(({ namespaceInfo }) => namespaceInfo?.name ?? '');
}
