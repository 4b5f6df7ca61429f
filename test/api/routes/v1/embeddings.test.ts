import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { refuse } from '../../../adapters/models/scripted-openai.js';
import { noAccess } from '../../no-access.js';
import { noState } from '../../no-state.js';
import { bearer } from '../../scripted-callers.js';
import { post, serveApp, testParts } from '../../test-app.js';
import { byWords, type Embed, embeddingParts } from './embedding-server.js';

const CAT = [8 / Math.hypot(8, 1), 0, 1 / Math.hypot(8, 1)];

describe('embeddings', () => {
  test("come as OpenAI's own client reads them, of length 1 and in order", async () => {
    const { client, used } = await embedOver();

    const reply = await client.embeddings.create({
      model: 'tiny-embed',
      input: ['the bank', 'a cat'],
    });

    expect(reply).toMatchObject({
      object: 'list',
      model: 'tiny-embed',
      usage: { prompt_tokens: 8, total_tokens: 8 },
    });
    expect(reply.data.map(({ index, object }) => `${object} ${index}`)).toEqual([
      'embedding 0',
      'embedding 1',
    ]);
    expect(reply.data[1]?.embedding).toEqual(CAT.map(Math.fround));
    expect(used).toEqual([
      {
        owner: 'ada',
        keyId: 'key-of-ada',
        model: 'tiny-embed',
        promptTokens: 8,
        completionTokens: 0,
      },
    ]);
  });

  test('come as numbers or as little-endian floats', async () => {
    const { url } = await embedOver();
    const request = { model: 'tiny-embed', input: 'a cat' };

    const floats = await embeddingOf(await ask(url, request));
    const text = await embeddingOf(await ask(url, { ...request, encoding_format: 'base64' }));

    expect(floats).toEqual(CAT);
    const bytes = Buffer.from(String(text), 'base64');
    expect([0, 4, 8].map((at) => bytes.readFloatLE(at))).toEqual(CAT.map(Math.fround));
    expect(bytes).toHaveLength(12);
  });

  test('of many texts are asked for in parts and come in their order', async () => {
    const { client, calls } = await embedOver((response, { input }) =>
      response.end(
        JSON.stringify({
          data: input.map((word, index) => ({ index, embedding: [1, Number(word)] })),
        }),
      ),
    );
    const input = Array.from({ length: 100 }, (_, at) => String(at));

    const { data, usage } = await client.embeddings.create({ model: 'tiny-embed', input });

    expect(data.map(({ embedding: [one = 0, at = 0] }) => Math.round(at / one))).toEqual(
      input.map(Number),
    );
    expect(calls.length).toBeGreaterThan(1);
    expect(usage).toEqual({ prompt_tokens: 0, total_tokens: 0 });
  });

  test('have the wanted number of dimensions, or are a 400 at dimensions', async () => {
    const { client } = await embedOver();
    const request = { model: 'tiny-embed', input: 'a cat' };

    const shorter = await client.embeddings.create({ ...request, dimensions: 2 });

    expect(shorter.data[0]?.embedding).toEqual([1, 0]);
    await expect(client.embeddings.create({ ...request, dimensions: 4 })).rejects.toMatchObject({
      status: 400,
      param: 'dimensions',
      message: expect.stringContaining('3 numbers'),
    });
  });

  test('are made with a key for vectors or for chats, and no other', async () => {
    const { url } = await embedOver();

    const ofChat = await ask(url, { model: 'tiny-embed', input: 'x' }, 'sk-chat');
    const ofSearch = await ask(url, { model: 'tiny-embed', input: 'x' }, 'sk-search');

    expect([ofChat.status, ofSearch.status]).toEqual([200, 403]);
  });
});

describe('what cannot be embedded', () => {
  test.each([
    [{ input: 'x' }, 'model', 'required'],
    [{ model: 'tiny-embed' }, 'input', 'required'],
    [{ model: 'tiny-embed', input: [] }, 'input', 'at least one'],
    [{ model: 'tiny-embed', input: '' }, 'input', 'empty'],
    [{ model: 'tiny-embed', input: ['a', ''] }, 'input[1]', 'empty'],
    [{ model: 'tiny-embed', input: ['a', {}] }, 'input[1]', 'text'],
    [{ model: 'tiny-embed', input: [1, 2] }, 'input[0]', 'tokens'],
    [{ model: 'tiny-embed', input: [[1, 2]] }, 'input[0]', 'tokens'],
    [{ model: 'tiny-embed', input: Array(3_000).fill('x') }, 'input', 'at most 2048'],
    [{ model: 'tiny-embed', input: 'x', encoding_format: 'hex' }, 'encoding_format', 'base64'],
    [{ model: 'tiny-embed', input: 'x', dimensions: 0 }, 'dimensions', 'greater'],
  ])('as %j is a 400 at %s', async (body, param, words) => {
    const { url, calls } = await embedOver();

    const reply = await ask(url, body);

    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({
      error: { type: 'invalid_request_error', param, message: expect.stringContaining(words) },
    });
    expect(calls).toEqual([]);
  });

  test('by a model that is not there is a 404 that lists those that embed', async () => {
    const { client } = await embedOver();

    const error = await client.embeddings
      .create({ model: 'text-embedding-3-small', input: 'x' })
      .catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(OpenAI.NotFoundError);
    expect(error).toMatchObject({
      code: 'model_not_found',
      param: 'model',
      message: expect.stringContaining('known models: tiny-embed, other-embed'),
    });
    expect(String(error)).not.toMatch(/\btiny$/);
  });

  test('since no model embeds is a 500 that says what to do', async () => {
    const url = await serveApp(testParts(noState(), noAccess()));

    const reply = await ask(url, { model: 'any', input: 'x' });

    expect(reply.status).toBe(500);
    expect(await reply.json()).toMatchObject({
      error: { code: 'no_embedding_model', message: expect.stringContaining('OLLAMA_URL') },
    });
  });

  test.each([
    [
      'is too long',
      refuse(400, 'maximum context length is 8', 'context_length_exceeded'),
      400,
      'context_length_exceeded',
    ],
    ['is more than its server takes', refuse(429, 'slow down'), 429, 'rate_limit_exceeded'],
    ['makes its server fail', refuse(500, 'broken'), 503, 'unavailable'],
    [
      'comes back as no number',
      answer({ data: [{ index: 0, embedding: [null] }] }),
      502,
      'bad_reply',
    ],
    [
      'comes back without direction',
      answer({ data: [{ index: 0, embedding: [0, 0] }] }),
      502,
      'bad_reply',
    ],
    ['does not come back', answer({ data: [] }), 502, 'bad_reply'],
  ] as const)('as a text %s is its error', async (_, embed, status, code) => {
    const { client } = await embedOver(embed);

    const asked = client.embeddings.create({ model: 'tiny-embed', input: 'x' });

    await expect(asked).rejects.toMatchObject({ status, code });
  });
});

async function embedOver(embed: Embed = byWords) {
  const { parts, calls, used } = await embeddingParts(embed);
  const url = await serveApp(testParts(noState(), { ...noAccess(), ...parts }));
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'sk-ada', maxRetries: 0 });
  return { url, client, calls, used };
}

function ask(url: string, body: unknown, key = 'sk-ada'): Promise<Response> {
  return post(`${url}/v1/embeddings`, body, bearer(key));
}

async function embeddingOf(reply: Response): Promise<unknown> {
  const { data } = Object(await reply.json());
  return Object(data[0]).embedding;
}

function answer(body: object): Embed {
  return (response) => void response.end(JSON.stringify(body));
}
