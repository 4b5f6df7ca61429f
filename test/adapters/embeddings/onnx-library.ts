import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** What `pipeline` gives, as source: it embeds a text as its length and a word that ends the process. */
const EXTRACT = `async (texts) => {
  if (texts.includes('crash')) process.exit(3);
  if (texts.includes('refuse')) throw new Error('bad tensor');
  if (texts.includes('hang')) await new Promise((resolve) => setTimeout(resolve, 60_000));
  return { tolist: () => texts.map((text) => [text.length, process.pid]) };
}`;

/** Words are tokens here, between a first and a last sign; the model reads eight. */
const TOKENIZER = `Object.assign(
  (text) => ({ input_ids: [0, ...text.split(' '), 1] }),
  { model_max_length: 8 },
)`;

/**
 * Makes a data folder in which a library and a model are installed. The library has the interface of the real
 * one and does not compute, so that the process around it can be tested.
 */
export async function installLibrary(extract = EXTRACT): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-onnx-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const runtime = join(folder, 'runtime-4.3.1');
  const library = join(runtime, 'node_modules', '@huggingface', 'transformers');
  await mkdir(library, { recursive: true });
  await writeFile(join(runtime, 'package.json'), '{}');
  await writeFile(join(library, 'package.json'), '{"main":"index.js"}');
  const pipeline = `async (task, model) => {
    if (!require('node:fs').existsSync(env.localModelPath + '/' + model)) throw new Error('no model');
    return Object.assign(${extract}, { tokenizer: ${TOKENIZER} });
  }`;
  await writeFile(
    join(library, 'index.js'),
    `const env = {}; module.exports = { env, pipeline: ${pipeline} };`,
  );
  await mkdir(join(folder, 'models', 'all-MiniLM-L6-v2'), { recursive: true });
  return folder;
}
