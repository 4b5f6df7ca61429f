import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { runCommand } from '../../../adapters/embeddings/run-command.js';

const run = (script: string, limitMs = 10_000) =>
  runCommand({
    file: process.execPath,
    args: ['-e', script],
    cwd: tmpdir(),
    limitMs,
    signal: new AbortController().signal,
  });

test('a program that ends well says nothing', async () => {
  await expect(run('process.exit(0)')).resolves.toBeUndefined();
});

test('one that fails is told with its last words', async () => {
  await expect(run('console.error("no disk"); process.exit(4)')).rejects.toThrow(
    /exit code 4: no disk/,
  );
});

test('one that takes too long is ended', async () => {
  await expect(run('setTimeout(() => {}, 60000)', 100)).rejects.toThrow(/ended after 0.1 s/);
});

test('one that is not there is told by its name', async () => {
  const { signal } = new AbortController();
  const missing = { file: 'no-such-program', args: [], cwd: tmpdir(), limitMs: 1000, signal };
  await expect(runCommand(missing)).rejects.toThrow(/no-such-program/);
});
