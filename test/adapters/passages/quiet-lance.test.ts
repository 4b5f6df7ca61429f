import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const TRIAL = new URL('log-of-lance.ts', import.meta.url).pathname;

test('LanceDB says nothing on stderr of empty partitions', async () => {
  const { stderr } = await run(process.execPath, ['--import', 'tsx', TRIAL], { timeout: 60_000 });

  expect(stderr).not.toContain('WARN');
}, 60_000);
