import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createOpenAiEmbedder } from '../../../adapters/embeddings/openai-embedder.js';
import { serve, serveJson } from '../../helpers/serve.js';

const { signal } = new AbortController();
const Call = z.looseObject({ input: z.array(z.string()), encoding_format: z.string() });

async function server(mostCharacters: number) {
  const calls: z.infer<typeof Call>[] = [];
  const root = await serve(async (request, response) => {
    const call = Call.parse(JSON.parse(await text(request)));
    calls.push(call);
    response.setHeader('content-type', 'application/json');
    if (call.input.some(({ length }) => length > mostCharacters)) {
      const error = { message: 'maximum context length is 8 tokens', code: null };
      return response.writeHead(400).end(JSON.stringify({ error }));
    }
    const data = call.input.map((input, index) => ({ index, embedding: [input.length, 0] }));
    return response.end(JSON.stringify({ data: data.toReversed() }));
  });
  return { calls, baseUrl: `${root}/v1` };
}

test('vectors come in the order of the texts, whatever order the server answers in', async () => {
  const { calls, baseUrl } = await server(1000);
  const embedder = createOpenAiEmbedder({ baseUrl, model: 'embed' });

  expect(await embedder.embed(['a', 'bb'], signal)).toEqual([
    [1, 0],
    [1, 0],
  ]);
  expect(calls[0]).toMatchObject({ model: 'embed', encoding_format: 'float', input: ['a', 'bb'] });
});

test('a text that the server finds too long is cut until it fits', async () => {
  const { calls, baseUrl } = await server(500);
  await createOpenAiEmbedder({ baseUrl, model: 'embed' }).embed(['x'.repeat(1600)], signal);

  expect(calls.map(({ input }) => input[0]?.length)).toEqual([1600, 800, 400]);
});

test('a refused key is told', async () => {
  const baseUrl = await serveJson({ error: { message: 'no' } }, 401);
  const embedder = createOpenAiEmbedder({ baseUrl, model: 'embed' });
  await expect(embedder.embed(['x'], signal)).rejects.toMatchObject({ code: 'refused' });
});
