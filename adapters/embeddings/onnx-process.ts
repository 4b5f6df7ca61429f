import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { type FromOnnx, ToOnnx } from './onnx-messages.js';
import { similarLengths } from './similar-lengths.js';
import { type Extract, loadTransformers } from './transformers-library.js';

/** A process that embeds, so that neither its work nor its memory nor a crash of native code is the product's. */
let extract: Extract | undefined;
let last = Promise.resolve();

process.on('message', (message) => {
  // One after the other: the model uses all cores for one batch.
  last = last.then(() => handle(ToOnnx.parse(message)));
});
process.on('disconnect', () => process.exit());

async function handle(message: ToOnnx): Promise<void> {
  if (message.type === 'open') {
    tell(await open(message).catch((error) => ({ type: 'failed', message: wordsOf(error) })));
    return;
  }
  const { id, type, texts } = message;
  const answer = type === 'count' ? count(id, texts) : embed(id, texts);
  tell(await answer.catch((error) => ({ type: 'error', id, message: wordsOf(error) })));
}

async function open(files: { runtime: string; model: string }): Promise<FromOnnx> {
  const { env, pipeline } = await loadTransformers(files.runtime);
  env['allowRemoteModels'] = false;
  env['localModelPath'] = dirname(files.model);
  extract = await pipeline('feature-extraction', basename(files.model), {
    dtype: 'q8',
    // Threads that spin while they wait for work would take the cores from everyone else.
    session_options: { extra: { session: { intra_op: { allow_spinning: '0' } } } },
  });
  return { type: 'ready' };
}

async function embed(id: number, texts: readonly string[]): Promise<FromOnnx> {
  if (extract === undefined) throw new Error('no model is open');
  const vectors: number[][] = texts.map(() => []);
  for (const group of similarLengths(texts)) {
    const batch = group.map((index) => texts[index] ?? '');
    const rows = Rows.parse(await extract(batch, { pooling: 'mean', normalize: true }));
    for (const [row, index] of group.entries()) vectors[index] = rows[row] ?? [];
  }
  return { type: 'vectors', id, vectors };
}

async function count(id: number, texts: readonly string[]): Promise<FromOnnx> {
  if (extract === undefined) throw new Error('no model is open');
  const { tokenizer } = extract;
  const tokens = texts.map(
    (text) =>
      Ids.parse(tokenizer(text, { truncation: false, return_tensor: false }).input_ids).length,
  );
  return { type: 'counts', id, tokens, mostTokens: tokenizer.model_max_length };
}

const Ids = z.array(z.unknown());

const Rows = z
  .custom<{ tolist(): unknown }>((value) => typeof value === 'object' && value !== null)
  .transform((tensor) => z.array(z.array(z.number())).parse(tensor.tolist()));

function tell(message: FromOnnx): void {
  process.send?.(message);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
