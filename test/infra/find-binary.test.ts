import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findTemporalBinary } from '../../infra/temporal/find-binary.js';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'plumbline-find-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function program(path: string): Promise<string> {
  await writeFile(path, '#!/bin/sh\n');
  await chmod(path, 0o755);
  return path;
}

const log = () => {};

test('a program on the PATH comes first', async () => {
  const [first, second, cache] = await Promise.all([folder(), folder(), folder()]);
  const path = await program(join(second, 'temporal'));
  await program(join(cache, 'temporal'));
  const searchPath = `${first}:${second}`;
  expect(await findTemporalBinary({ cache, searchPath, log })).toEqual({ path, from: 'the PATH' });
});

test('what was fetched once is found in the cache', async () => {
  const cache = await folder();
  const lookup = {
    cache,
    log,
    attempts: [{ name: 'a fetch', fetch: async (target: string) => void (await program(target)) }],
  };
  expect(await findTemporalBinary(lookup)).toMatchObject({ from: 'a fetch' });
  expect(await findTemporalBinary({ ...lookup, attempts: [] })).toMatchObject({
    from: 'the cache',
  });
});

test('the next way is tried when one fails, and a failure of all lists each with its reason', async () => {
  const cache = await folder();
  const failing = (name: string, reason: string) => ({
    name,
    fetch: () => Promise.reject(new Error(reason)),
  });
  const attempts = [failing('first', 'no network'), failing('second', 'no python')];
  const lookup = findTemporalBinary({ cache, attempts, log });
  await expect(lookup).rejects.toThrow(/first: no network\n.*second: no python/);
  await expect(lookup).rejects.toThrow(/TEMPORAL_ADDRESS/);
});
