import { loadTransformers } from './transformers-library.js';

/** A process that downloads a model into a cache folder and ends; what went wrong goes to standard error. */
const [runtime = '', repository = '', cache = '', hub = ''] = process.argv.slice(2);
try {
  const { env, pipeline } = await loadTransformers(runtime);
  env['cacheDir'] = cache;
  if (hub !== '') env['remoteHost'] = hub;
  await pipeline('feature-extraction', repository, { dtype: 'q8' });
  process.exit(0);
} catch (error) {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
  process.stderr.write(`${error instanceof Error ? error.message : String(error)} ${cause}\n`);
  process.exit(1);
}
