import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { SmallWeb } from './small-web.js';
import { freePort } from './test-stack.js';

/** Nothing of the settings that this run of the tests may have been given. */
export const OURS = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' };
export const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** Starts the product as a user does, in a process of its own, and waits until it answers. */
export async function startProduct(settings: Record<string, string>): Promise<ChildProcess> {
  const child = spawn(process.execPath, [MAIN, 'start'], {
    env: { ...OURS, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => {
      printed += text.toString();
    });
  onTestFinished(() => void child.kill('SIGKILL'));
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

/** Settings of a product of its own over a small web, without models, in a new data folder that goes with the test. */
export async function settingsOver(web: SmallWeb) {
  const home = await mkdtemp(join(tmpdir(), 'plumbline-product-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return {
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
