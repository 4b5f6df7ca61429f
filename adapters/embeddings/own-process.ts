import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/**
 * Starts a file of this folder, named without extension, as a process of its own:
 * compiled in a build, else TypeScript that tsx loads.
 */
export function ownProcess(name: string, args: readonly string[] = []): ChildProcess {
  const compiled = import.meta.url.endsWith('.js');
  const file = new URL(`./${name}.${compiled ? 'js' : 'ts'}`, import.meta.url);
  const tsx = () => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return fork(file, args, {
    execArgv: compiled ? [] : ['--import', tsx()],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}
