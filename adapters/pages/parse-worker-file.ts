import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

interface WorkerFile {
  readonly filename: string;
  readonly execArgv: string[];
}

/** Where the parsing thread's code lies: compiled beside this file in a build, else TypeScript that tsx loads. */
export function parseWorkerFile(): WorkerFile {
  if (import.meta.url.endsWith('.js')) {
    return { filename: new URL('./parse-worker.js', import.meta.url).href, execArgv: [] };
  }
  // `--import tsx` registers on the main thread alone, so the thread itself calls tsx, as a module.
  const tsx = createRequire(import.meta.url)
    .resolve('tsx/esm/api')
    .replace(/\.cjs$/, '.mjs');
  const register = `import { register } from '${pathToFileURL(tsx).href}'; register();`;
  return {
    filename: new URL('./parse-worker.ts', import.meta.url).href,
    execArgv: ['--import', `data:text/javascript,${encodeURIComponent(register)}`],
  };
}
