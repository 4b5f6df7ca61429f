import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const PROCESS = fileURLToPath(new URL('ask-process.ts', import.meta.url));

/** Starts `plumbline ask` in a process of its own. */
export function startAsk(args: readonly string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', PROCESS, 'ask', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const ended = [once(child, 'close'), text(child.stdout), text(child.stderr)] as const;
  const done = Promise.all(ended).then(([[code], stdout, stderr]) => ({ code, stdout, stderr }));
  return { child, done };
}
