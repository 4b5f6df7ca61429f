import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createOpenAiModels, type OpenAiSettings } from '../../../adapters/models/openai-models.js';
import { realServer } from '../../helpers/real-server.js';
import { serveJson } from '../../helpers/serve.js';
import { QUESTION, readReply } from './read-reply.js';
import {
  type Completion,
  chunk,
  complete,
  events,
  finish,
  refuse,
  scriptOpenAi,
} from './scripted-openai.js';

const { signal } = new AbortController();
const Answer = z.object({ a: z.number() });

async function tiny(completion: Completion, settings: Partial<OpenAiSettings> = {}) {
  const server = await scriptOpenAi(completion);
  const models = createOpenAiModels({ baseUrl: server.baseUrl, ...settings });
  const model = await models.resolve('tiny', signal);
  if (model === undefined) throw new Error('no model');
  return { ...server, model };
}

describe('choosing a model', () => {
  test('models that do not chat by their names are passed over', async () => {
    const names = ['text-embedding-3-small', 'whisper-1', 'tiny'].map((id) => ({ id }));
    const { baseUrl } = await scriptOpenAi(complete('hello'), names);
    const models = createOpenAiModels({ baseUrl });

    expect(await models.list(signal)).toEqual(['tiny']);
    expect((await models.resolve(null, signal))?.name).toBe('tiny');
  });

  test('an unknown name is not found and the known ones are listed', async () => {
    const { baseUrl } = await scriptOpenAi(complete('hello'));

    await expect(createOpenAiModels({ baseUrl }).resolve('huge', signal)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(/"huge".*known models: tiny/),
    });
    const preset = createOpenAiModels({ baseUrl, defaultModel: 'huge' });
    await expect(preset.resolve(null, signal)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('CHAT_MODEL'),
    });
  });

  test('a server without a list is trusted to have the model that is set', async () => {
    const root = await serveJson({ error: { message: 'no such route' } }, 404);
    const models = createOpenAiModels({ baseUrl: `${root}/v1`, defaultModel: 'tiny' });

    expect(await models.list(signal)).toEqual(['tiny']);
    expect((await models.resolve(null, signal))?.name).toBe('tiny');
  });

  test('an address without /v1 that has no list is told so', async () => {
    const baseUrl = await serveJson({}, 404);
    await expect(createOpenAiModels({ baseUrl }).list(signal)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('end in /v1'),
    });
  });

  test('a server that is down is unavailable, by the name of its setting', async () => {
    const models = createOpenAiModels({ baseUrl: 'http://127.0.0.1:9/v1' });
    await expect(models.list(signal)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('OPENAI_BASE_URL'),
    });
  });

  test('a refused key is told by the name of its setting', async () => {
    const baseUrl = await serveJson({ error: { message: 'wrong key' } }, 401);
    await expect(createOpenAiModels({ baseUrl }).list(signal)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('OPENAI_API_KEY'),
    });
  });

  test('the key is sent with every call', async () => {
    const { model, keys } = await tiny(complete('hello'), { apiKey: 'sk-test' });
    await readReply(model);

    expect(keys).toEqual(['Bearer sk-test', 'Bearer sk-test']);
  });

  test.each([
    { told: { max_model_len: 4096 }, set: undefined, tokens: 4096 },
    { told: { context_length: 131072 }, set: undefined, tokens: 131072 },
    { told: { context_length: 131072 }, set: 16384, tokens: 16384 },
    { told: { meta: { n_ctx_train: 131072 } }, set: undefined, tokens: 8192 },
    { told: { meta: { n_ctx_train: 2048 } }, set: undefined, tokens: 2048 },
    { told: {}, set: undefined, tokens: 8192 },
    { told: {}, set: 32768, tokens: 32768 },
  ])('a server that tells $told has a context of $tokens tokens', async (row) => {
    const { baseUrl } = await scriptOpenAi(complete(''), [{ id: 'tiny', ...row.told }]);
    const model = await createOpenAiModels({ baseUrl, contextTokens: row.set }).resolve(
      null,
      signal,
    );

    expect(await model?.contextTokens(signal)).toBe(row.tokens);
  });
});

describe('a reply', () => {
  test('it comes in pieces, with the tokens the server counted', async () => {
    const { model, calls } = await tiny(complete('Hel', 'lo.'));
    const { parts } = await readReply(model);

    expect(parts).toEqual([
      { type: 'text-delta', text: 'Hel' },
      { type: 'text-delta', text: 'lo.' },
      {
        type: 'end',
        reason: 'stop',
        usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10, model_calls: 1 },
      },
    ]);
    expect(calls[0]).toMatchObject({ max_tokens: 40, stream_options: { include_usage: true } });
  });

  test('running into the limit is told', async () => {
    const { model } = await tiny((response) => {
      events(response);
      response.end(chunk({ content: 'Hel' }) + finish('length'));
    });
    expect((await readReply(model)).end).toMatchObject({ reason: 'length' });
  });

  test('reasoning is kept apart, whatever its field is called', async () => {
    const { model } = await tiny((response) => {
      events(response);
      response.write(chunk({ reasoning_content: 'one ' }));
      response.write(chunk({ reasoning: 'two ' }));
      response.write(chunk({ content: '<think>three</th' }));
      response.write(chunk({ content: 'ink>\n\nFour.' }));
      response.end(finish());
    });
    const { text, reasoning } = await readReply(model);

    expect(reasoning).toBe('one two three');
    expect(text.trim()).toBe('Four.');
  });

  test('one without end is ended with reason length', async () => {
    const { model } = await tiny(async (response, _call, request) => {
      events(response);
      while (!request.socket.destroyed) {
        response.write(chunk({ content: 'and so on ' }));
        await delay(1);
      }
    });
    expect((await readReply(model)).end).toMatchObject({ reason: 'length' });
  });
});

describe('servers that do not know all of the protocol', () => {
  test('a refused JSON schema becomes JSON mode, then plain text with the shape in words', async () => {
    const { model, calls } = await tiny((response, call) => {
      if (call['response_format'] !== undefined) return refuse(400, 'not supported')(response);
      return complete('Here it is: {"a": 1}')(response, call, response.req);
    });

    expect((await model.ask(QUESTION, Answer, signal)).value).toEqual({ a: 1 });
    expect(calls.map((call) => call['response_format'])).toMatchObject([
      { type: 'json_schema' },
      { type: 'json_object' },
      undefined,
    ]);
    expect(calls[2]?.messages[0]?.content).toContain('JSON schema');

    await model.ask(QUESTION, Answer, signal);
    expect(calls).toHaveLength(4);
  });

  test('a newer name of the limit, no temperature and no usage are taken up', async () => {
    const { model, calls } = await tiny((response, call) => {
      if ('max_tokens' in call) return refuse(400, "Use 'max_completion_tokens'")(response);
      if ('temperature' in call) return refuse(400, "'temperature' is not supported")(response);
      if ('stream_options' in call) return refuse(400, 'unknown: stream_options')(response);
      return complete('hello')(response, call, response.req);
    });

    expect((await readReply(model, { ...QUESTION, temperature: 0.2 })).text).toBe('hello');
    expect(calls.at(-1)).toMatchObject({ max_completion_tokens: 40 });
  });
});

describe('trouble', () => {
  test('a silent server is stalled, and hears that the call is over', async () => {
    const server = new EventEmitter();
    const hungUp = once(server, 'left');
    const { model } = await tiny(
      (_response, _call, request) => {
        request.socket.once('close', () => server.emit('left'));
      },
      { silenceMs: 100 },
    );

    await expect(readReply(model)).rejects.toMatchObject({ code: 'stalled' });
    await hungUp;
  });

  test('one that falls silent after a word is stalled', async () => {
    const { model } = await tiny(
      (response) => {
        events(response);
        response.write(chunk({ content: 'Hel' }));
      },
      { silenceMs: 100 },
    );
    await expect(readReply(model)).rejects.toMatchObject({ code: 'stalled' });
  });

  test('a cancel reaches the server within half a second, and its reason is thrown', async () => {
    const server = new EventEmitter();
    const hungUp = once(server, 'left');
    const { model } = await tiny((response, _call, request) => {
      events(response);
      response.write(chunk({ content: 'Hel' }));
      request.socket.once('close', () => server.emit('left'));
    });
    const controller = new AbortController();
    const reading = readReply(model, QUESTION, controller.signal);
    await delay(100);
    const cancelled = performance.now();
    controller.abort(new Error('the user left'));

    await expect(reading).rejects.toThrow('the user left');
    await hungUp;
    expect(performance.now() - cancelled).toBeLessThan(500);
  });

  test.each<{ title: string; completion: Completion; code: string }>([
    { title: 'a 500 is unavailable', completion: refuse(500, 'boom'), code: 'unavailable' },
    { title: 'a 404 is not found', completion: refuse(404, 'no such model'), code: 'not-found' },
    { title: 'a 400 is bad input', completion: refuse(400, 'bad role'), code: 'bad-input' },
    {
      title: "OpenAI's word for a long prompt is an overflow",
      completion: refuse(400, 'too many tokens', 'context_length_exceeded'),
      code: 'context-overflow',
    },
    {
      title: "llama.cpp's words for a long prompt are an overflow",
      completion: refuse(400, 'the request exceeds the available context size'),
      code: 'context-overflow',
    },
    {
      title: 'a connection lost in the middle is unavailable',
      completion: async (response, _call, request) => {
        events(response);
        response.write(chunk({ content: 'Hel' }));
        await delay(50);
        request.socket.resetAndDestroy();
      },
      code: 'unavailable',
    },
    {
      title: 'a stream that ends before the reply is done is a bad reply',
      completion: (response) => {
        events(response);
        response.end(chunk({ content: 'Hel' }));
      },
      code: 'bad-reply',
    },
    {
      title: 'a broken event is a bad reply',
      completion: (response) => {
        events(response);
        response.end(`data: {"choices": [\n\n${finish()}`);
      },
      code: 'bad-reply',
    },
    {
      title: 'an error in the stream is unavailable',
      completion: (response) => {
        events(response);
        response.end('data: {"error": {"message": "the engine has died"}}\n\n');
      },
      code: 'unavailable',
    },
  ])('$title', async ({ completion, code }) => {
    const { model } = await tiny(completion);
    await expect(readReply(model)).rejects.toMatchObject({ name: 'ServiceError', code });
  });

  test('a rate limit carries the wait that the server asked for', async () => {
    const { model } = await tiny((response) => {
      response.setHeader('retry-after', '3');
      refuse(429, 'slow down')(response);
    });
    await expect(readReply(model)).rejects.toMatchObject({
      code: 'rate-limited',
      retryAfterMs: 3000,
    });
  });
});

describe.skipIf(realServer('OLLAMA_URL') === undefined)(
  'a real server of this protocol',
  { timeout: 120_000 },
  () => {
    const baseUrl = `${realServer('OLLAMA_URL')}/v1`;

    test('it chats, and fills the shape it is asked for', async () => {
      const model = await createOpenAiModels({ baseUrl }).resolve('smollm2:135m', signal);
      const { end } = await readReply(model, { ...QUESTION, maxTokens: 8 });
      const reply = await model?.ask({ ...QUESTION, maxTokens: 60 }, Answer, signal);

      expect(end).toMatchObject({ usage: { model_calls: 1 } });
      expect(reply?.value).toMatchObject({ a: expect.any(Number) });
    });
  },
);
