import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** Starts the parsing process, compiled in a build, else TypeScript that tsx loads. Its temporary files go to `scratch`. */
export function forkParser(memoryMb: number, scratch: string): ChildProcess {
  const compiled = import.meta.url.endsWith('.js');
  const tsx = () => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const file = new URL(`./parser-child.${compiled ? 'js' : 'ts'}`, import.meta.url);
  return fork(file, [String(memoryMb), scratch], {
    execArgv: [
      // The heap ends below the limit on the whole, so that V8 collects before the guard kills.
      `--max-old-space-size=${Math.round(memoryMb * 0.75)}`,
      // Pages make garbage quickly; a small nursery keeps it from filling memory.
      '--max-semi-space-size=2',
      ...(compiled ? [] : ['--import', tsx()]),
    ],
    // A process group of its own, so that the programs which it starts can be ended with it.
    detached: true,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}
