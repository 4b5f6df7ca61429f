import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createOnnxEmbedder } from '../../../adapters/embeddings/onnx-embedder.js';
import { prepareOnnx } from '../../../adapters/embeddings/prepare-onnx.js';
import { runCommand } from '../../../adapters/embeddings/run-command.js';
import { realServer } from '../../helpers/real-server.js';
import { installLibrary } from './onnx-library.js';

const { signal } = new AbortController();

async function embedder({ idleMs = 60_000, limitMs = 60_000 } = {}) {
  const made = createOnnxEmbedder({ folder: await installLibrary(), idleMs, limitMs });
  onTestFinished(() => made.close());
  return made;
}

/** The process that made a vector: the test's library writes its id into it. */
function processOf([vector = []]: readonly number[][], length: number): number {
  return Math.round(((vector[1] ?? 0) / (vector[0] ?? 1)) * length);
}

test('texts are embedded in order in one process, which an error or a cancel does not end', async () => {
  const { embed } = await embedder();
  const vectors = await embed(['aaaa', 'b', 'cc'], signal);
  const first = processOf(vectors, 4);

  expect(processOf([vectors[1] ?? []], 1)).toBe(first);
  expect(processOf(await embed(['dd'], signal), 2)).toBe(first);
  expect(first).not.toBe(process.pid);

  await expect(embed(['refuse'], signal)).rejects.toThrow(/bad tensor/);
  expect(processOf(await embed(['dd'], signal), 2)).toBe(first);

  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error('enough')), 50);
  await expect(embed(['hang'], controller.signal)).rejects.toThrow('enough');
});

test('tokens of whole texts are counted, with what the model reads of one', async () => {
  const { count, model } = await embedder();

  expect(await count(['one', 'one two '.repeat(20).trim()], signal)).toMatchObject({
    tokens: [3, 42],
    mostTokens: 8,
  });
  expect(model).toBe('all-MiniLM-L6-v2');
});

test('an unused process ends, and the next call starts another', async () => {
  const { embed } = await embedder({ idleMs: 50 });
  const first = processOf(await embed(['a'], signal), 1);
  await delay(150);

  expect(() => process.kill(first, 0)).toThrow();
  expect(processOf(await embed(['a'], signal), 1)).not.toBe(first);
});

test('a process that dies fails the call, and the next call starts another', async () => {
  const { embed } = await embedder();

  await expect(embed(['crash'], signal)).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('ended (3)'),
  });
  expect(await embed(['a'], signal)).toHaveLength(1);
});

test('a process that hangs is stalled and replaced', async () => {
  const { embed } = await embedder({ limitMs: 3000 });

  await expect(embed(['hang'], signal)).rejects.toMatchObject({ code: 'stalled' });
  expect(await embed(['a'], signal)).toHaveLength(1);
});

test('an embedder that nobody closes does not keep its program alive', async () => {
  const folder = await installLibrary();
  const source = new URL('../../../adapters/embeddings/onnx-embedder.ts', import.meta.url).href;
  const script = join(folder, 'program.mjs');
  const body = `import { createOnnxEmbedder } from '${source}';
    await createOnnxEmbedder({ folder: '${folder}' }).embed(['a'], new AbortController().signal);`;
  await writeFile(script, body);
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const program = { file: process.execPath, args: ['--import', tsx, script], cwd: folder };

  await runCommand({ ...program, limitMs: 15_000, signal });
});

describe('preparing', () => {
  const told: string[] = [];
  const log = (message: string) => void told.push(message);

  test('what is installed is tried out and not fetched again', async () => {
    expect(await prepareOnnx({ folder: await installLibrary(), log }, signal)).toBe('ready');
    expect(told).toEqual([]);
  });

  test('a library that does not work is the reason why there are no embeddings', async () => {
    const folder = await installLibrary(`(() => { throw new Error('wrong glibc') })()`);
    expect(await prepareOnnx({ folder, log }, signal)).toEqual({
      unavailable: expect.stringContaining('wrong glibc'),
    });
  });

  test('a model folder that lacks files is told with their names', async () => {
    const folder = await installLibrary();
    expect(await prepareOnnx({ folder, modelDir: folder, log }, signal)).toEqual({
      unavailable: expect.stringMatching(
        /EMBEDDING_MODEL_DIR .* lacks config.json, tokenizer.json/,
      ),
    });
  });
});

describe.skipIf(realServer('ONNX_FOLDER') === undefined)('the real library', () => {
  const folder = realServer('ONNX_FOLDER') ?? '';

  test('it is fetched, and finds similar sentences near', { timeout: 600_000 }, async () => {
    expect(await prepareOnnx({ folder, log: () => undefined }, signal)).toBe('ready');
    const made = createOnnxEmbedder({ folder });
    onTestFinished(() => made.close());
    const [cat, kitten, bank] = await made.embed(
      ['A cat sits on a mat.', 'A kitten rests on a rug.', 'The bank raised rates.'],
      signal,
    );
    const near = (a: number[] = [], b: number[] = []) =>
      a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

    expect(cat).toHaveLength(384);
    expect(near(cat, kitten)).toBeGreaterThan(near(cat, bank) + 0.2);
  });
});
