import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

interface ThreadFile {
  readonly filename: string;
  readonly execArgv: string[];
}

/**
 * Where the code of a thread lies: compiled beside the module that asks in a build, else TypeScript that tsx loads.
 * `base` is the module's own address, `name` that of the thread's file without its ending.
 */
export function threadFile(base: string, name: string): ThreadFile {
  if (base.endsWith('.js')) {
    return { filename: new URL(`./${name}.js`, base).href, execArgv: [] };
  }
  // `--import tsx` registers on the main thread alone, so the thread itself calls tsx, as a module.
  const tsx = createRequire(import.meta.url)
    .resolve('tsx/esm/api')
    .replace(/\.cjs$/, '.mjs');
  const register = `import { register } from '${pathToFileURL(tsx).href}'; register();`;
  return {
    filename: new URL(`./${name}.ts`, base).href,
    execArgv: ['--import', `data:text/javascript,${encodeURIComponent(register)}`],
  };
}
