import { expect, onTestFinished, test } from 'vitest';
import { createOnnxEmbedder } from '../../../adapters/embeddings/onnx-embedder.js';
import { createEmbedderProvider } from '../../../adapters/gateway/embedder-provider.js';
import { installLibrary } from '../embeddings/onnx-library.js';

const { signal } = new AbortController();

async function provider() {
  const embedder = createOnnxEmbedder({ folder: await installLibrary() });
  onTestFinished(() => embedder.close());
  return createEmbedderProvider(() => embedder);
}

test('the embedder in process is offered under its own name, and counts tokens', async () => {
  const { models, embed } = await provider();

  const [model] = (await models(signal)) ?? [];
  const { vectors, usage } = await embed('', { texts: ['a b', 'c'], via: [] }, signal);

  expect(model).toMatchObject({ id: 'all-MiniLM-L6-v2', capabilities: ['embeddings'] });
  expect(vectors).toHaveLength(2);
  expect(usage).toEqual({ prompt_tokens: 7, completion_tokens: 0, total_tokens: 7 });
});

test('a text longer than the model reads is refused and not cut', async () => {
  const { embed } = await provider();

  const long = 'one two three four five six seven';
  await expect(embed('m', { texts: ['a', long], via: [] }, signal)).rejects.toMatchObject({
    code: 'context-overflow',
    message: 'The maximum context length of m is 8 tokens, and text 1 has 9: send it in pieces',
  });
});

test('nothing is offered while there is no embedder', async () => {
  const { models, embed } = createEmbedderProvider(() => undefined);

  expect(await models(signal)).toEqual([]);
  await expect(embed('m', { texts: ['a'], via: [] }, signal)).rejects.toMatchObject({
    code: 'unavailable',
  });
});
