import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, ensureNode, ROOT } from './ensure.mjs';

// The whole suite from a fresh clone. With --services the adapter tests also run against the servers of the settings,
// and the tests of the product and of documents keep what they have there.
ensureNode();
ensureInstalled();
ensureBuilt();

const services = process.argv.includes('--services');
const args = process.argv.slice(2).filter((argument) => argument !== '--services');
const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', ...args], {
  cwd: ROOT,
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, ...(services ? { PLUMBLINE_TEST_SERVICES: '1' } : {}) },
});
process.exit(status ?? 1);
