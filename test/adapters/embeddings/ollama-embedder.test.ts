import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createOllamaEmbedder } from '../../../adapters/embeddings/ollama-embedder.js';
import { realServer } from '../../helpers/real-server.js';
import { serve, serveJson } from '../../helpers/serve.js';

const { signal } = new AbortController();
const Call = z.looseObject({ input: z.array(z.string()), options: z.looseObject({}) });

test('texts are embedded in order, cut at the limit by the server, with one context', async () => {
  const calls: z.infer<typeof Call>[] = [];
  const url = await serve(async (request, response) => {
    const call = Call.parse(JSON.parse(await text(request)));
    calls.push(call);
    response.end(JSON.stringify({ embeddings: call.input.map(({ length }) => [3 * length, 4]) }));
  });
  const embedder = createOllamaEmbedder({ url, model: 'minilm' });
  const vectors = await embedder.embed(['x', ...Array<string>(20).fill('abc')], signal);

  expect(vectors[0]).toEqual([0.6, 0.8]);
  expect(vectors).toHaveLength(21);
  expect(calls.map(({ input }) => input.length)).toEqual([16, 5]);
  for (const call of calls) {
    expect(call).toMatchObject({ model: 'minilm', truncate: true, options: { num_ctx: 2048 } });
  }
});

test.each([
  { title: 'no such model', reply: { error: 'model not found' }, status: 404, code: 'not-found' },
  { title: 'a broken server', reply: { error: 'boom' }, status: 500, code: 'unavailable' },
  { title: 'another shape', reply: { vectors: [] }, status: 200, code: 'bad-reply' },
])('$title is $code', async ({ reply, status, code }) => {
  const url = await serveJson(reply, status);
  const embedder = createOllamaEmbedder({ url, model: 'minilm' });
  await expect(embedder.embed(['x'], signal)).rejects.toMatchObject({ code });
});

test('a silent server is stalled, a cancelled call throws the reason', async () => {
  const url = await serve(() => undefined);
  const embedder = createOllamaEmbedder({ url, model: 'minilm', limitMs: 100 });

  await expect(embedder.embed(['x'], signal)).rejects.toMatchObject({ code: 'stalled' });
  const cancelled = AbortSignal.abort(new Error('enough'));
  await expect(embedder.embed(['x'], cancelled)).rejects.toThrow('enough');
});

describe.skipIf(realServer('OLLAMA_URL') === undefined)(
  'a real Ollama',
  { timeout: 120_000 },
  () => {
    test('similar sentences are near, and a text beyond the limit is embedded by its beginning', async () => {
      const url = realServer('OLLAMA_URL') ?? '';
      const embedder = createOllamaEmbedder({ url, model: 'all-minilm' });
      const [cat, kitten, bank, long] = await embedder.embed(
        [
          'A cat sits on a mat.',
          'A kitten rests on a rug.',
          'The bank raised rates.',
          'cat '.repeat(5000),
        ],
        signal,
      );
      const near = (a: number[] = [], b: number[] = []) =>
        a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

      expect(near(cat, kitten)).toBeGreaterThan(near(cat, bank) + 0.2);
      expect(near(cat, cat)).toBeCloseTo(1, 5);
      expect(long).toHaveLength(384);
    });
  },
);
