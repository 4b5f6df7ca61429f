import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { claimHome, HomeInUseError } from '../../infra/home/claim-home.js';
import { startOf } from '../../infra/home/process-identity.js';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'plumbline-home-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

test('a second claim is refused with the pid of the owner', async () => {
  const home = await folder();
  const claimed = await claimHome(home);
  await expect(claimHome(home)).rejects.toMatchObject({ name: 'HomeInUseError', pid: process.pid });
  await expect(claimHome(home)).rejects.toThrow(String(process.pid));
  await claimed.release();
});

test('a released folder can be claimed again', async () => {
  const home = await folder();
  await (await claimHome(home)).release();
  await expect(claimHome(home)).resolves.toMatchObject({ folder: home });
});

test('the lock of a process that is gone is taken over', async () => {
  const home = await folder();
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.once('exit', resolve));
  await writeFile(join(home, 'lock'), JSON.stringify({ pid: child.pid, start: '1' }));
  await claimHome(home);
  expect(JSON.parse(await readFile(join(home, 'lock'), 'utf8'))).toMatchObject({
    pid: process.pid,
  });
});

test('a process that got the id of a dead owner does not keep the lock', async () => {
  const home = await folder();
  await writeFile(join(home, 'lock'), JSON.stringify({ pid: process.ppid, start: 'another time' }));
  await expect(claimHome(home)).resolves.toBeDefined();
});

test('the lock of a living owner holds', async () => {
  const home = await folder();
  const start = await startOf(process.ppid);
  await writeFile(join(home, 'lock'), JSON.stringify({ pid: process.ppid, start }));
  await expect(claimHome(home)).rejects.toBeInstanceOf(HomeInUseError);
});

test('a lock left half written is taken over', async () => {
  const home = await folder();
  await writeFile(join(home, 'lock'), '{"pid":');
  await expect(claimHome(home)).resolves.toBeDefined();
});
