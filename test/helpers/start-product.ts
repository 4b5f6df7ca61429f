import { type ChildProcess, spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { isAlive } from '../../infra/home/process-identity.js';
import { makeProductStores, type Settings } from './product-stores.js';
import type { SmallWeb } from './small-web.js';
import { freePort, newHome } from './test-stack.js';

/** Nothing of the settings that this run of the tests may have been given. */
export const OURS = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' };
export const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** Starts the product as a user does, in a process of its own, and waits until it answers. */
export async function startProduct(settings: Settings): Promise<ChildProcess> {
  const child = spawn(process.execPath, [MAIN, 'start'], {
    env: { ...OURS, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => {
      printed += text.toString();
    });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await endTemporal(settings['PLUMBLINE_HOME']);
  });
  const url = `http://127.0.0.1:${settings['PORT']}/api/v1/health`;
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${printed}`);
    const answered = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) return child;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`it did not answer: ${printed}`);
}

/** A killed product leaves its Temporal server behind for the next start, which does not come. */
async function endTemporal(home = ''): Promise<void> {
  const pid = await readFile(join(home, 'temporal.pid'), 'utf8').catch(() => '');
  if (pid !== '' && isAlive(Number(pid))) process.kill(Number(pid), 'SIGKILL');
}

/** Settings of a product of its own over a small web, without models, with new stores that go with the test. */
export async function settingsOver(web: SmallWeb) {
  const home = await newHome('plumbline-product-');
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const stores = await makeProductStores();
  onTestFinished(() => stores.remove());
  return {
    ...stores.settings,
    PLUMBLINE_HOME: home,
    PORT: String(await freePort()),
    SEARXNG_URL: web.engineUrl,
    ALLOWED_PRIVATE_HOSTS: web.pageHost,
    KEYLESS_SEARCH: 'false',
    CHAT_MODEL: 'none',
    EMBEDDING_MODEL: 'none',
    PAGE_REUSE_HOURS: '0',
  };
}
