import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createOllamaCatalogue } from '../../../adapters/models/ollama-catalogue.js';
import { createOllamaModels, type OllamaSettings } from '../../../adapters/models/ollama-models.js';
import { realServer } from '../../helpers/real-server.js';
import { serve, serveJson } from '../../helpers/serve.js';
import { QUESTION, readReply } from './read-reply.js';
import { type Answer, delta, done, json, say, scriptOllama, stream } from './scripted-ollama.js';

const { signal } = new AbortController();

async function tiny(chat: Answer, settings: Partial<OllamaSettings> = {}) {
  const { url, sentTo } = await scriptOllama({ chat });
  const model = await createOllamaModels({ url, ...settings }).resolve('tiny', signal);
  if (model === undefined) throw new Error('no model');
  return { model, sentTo };
}

describe('choosing a model', () => {
  test('models that only embed are not listed, and the first that chats is the default', async () => {
    const { url } = await scriptOllama({});
    const models = createOllamaModels({ url });

    expect(await models.list(signal)).toEqual(['tiny:latest']);
    expect((await models.resolve(null, signal))?.name).toBe('tiny:latest');
  });

  test('an unknown name is not found and the known ones are listed', async () => {
    const { url } = await scriptOllama({});

    await expect(createOllamaModels({ url }).resolve('huge', signal)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(/"huge".*known models: tiny:latest/),
    });
  });

  test('a default that is not installed is not found, with the command that installs it', async () => {
    const { url } = await scriptOllama({});
    const models = createOllamaModels({ url, defaultModel: 'huge:70b' });

    await expect(models.resolve(null, signal)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(/CHAT_MODEL.*ollama pull huge:70b/),
    });
  });

  test('a server without any model has no default', async () => {
    const url = await serveJson({ models: [] });
    expect(await createOllamaModels({ url }).resolve(null, signal)).toBeUndefined();
  });

  test('a server that is down is unavailable, by the name of its setting', async () => {
    const models = createOllamaModels({ url: 'http://127.0.0.1:9' });

    await expect(models.list(signal)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('OLLAMA_URL'),
    });
  });

  test('a server that is something else is a bad reply', async () => {
    const url = await serveJson({ hello: 'world' });
    await expect(createOllamaModels({ url }).list(signal)).rejects.toMatchObject({
      code: 'bad-reply',
    });
  });
});

describe('the context', () => {
  const contextOf = async (
    script: { parameters?: string },
    settings: { contextTokens?: number },
  ) => {
    const { url } = await scriptOllama(script);
    const model = await createOllamaModels({ url, ...settings }).resolve(null, signal);
    return model?.contextTokens(signal);
  };

  test('it is the smallest of what the model has, what it is set up with and the bound', async () => {
    expect(await contextOf({}, {})).toBe(2048);
    expect(await contextOf({ parameters: 'stop "x"\nnum_ctx   1024' }, {})).toBe(1024);
    expect(await contextOf({}, { contextTokens: 512 })).toBe(512);
  });

  test('every call names the same context and forbids cutting', async () => {
    const { model, sentTo } = await tiny(say('{"a":1}'));
    await readReply(model);
    await model.ask(QUESTION, z.object({ a: z.number() }), signal);

    const sent = sentTo('/api/chat');
    expect(sent).toHaveLength(2);
    for (const body of sent) {
      expect(body).toMatchObject({ truncate: false, shift: false, stream: true });
      expect(body.options).toMatchObject({ num_ctx: 2048, num_predict: 40 });
    }
    expect(sent[0]).not.toHaveProperty('format');
    expect(sent[1]?.['format']).toMatchObject({ type: 'object', required: ['a'] });
  });

  test('a prompt that cannot fit is refused without a call', async () => {
    const { model, sentTo } = await tiny(say('hello'));
    const content = 'the quick brown fox '.repeat(1000);
    const request = { messages: [{ role: 'user' as const, content }], maxTokens: 10 };

    await expect(readReply(model, request)).rejects.toMatchObject({ code: 'context-overflow' });
    expect(sentTo('/api/chat')).toHaveLength(0);
  });

  test("the server's own refusal of a long prompt is an overflow", async () => {
    const { model } = await tiny(
      json({ error: 'the input length exceeds the context length' }, 400),
    );
    await expect(readReply(model)).rejects.toMatchObject({ code: 'context-overflow' });
  });
});

describe('a reply', () => {
  test('it comes in pieces, with the tokens the model counted', async () => {
    const { model } = await tiny(say('Hel', 'lo.'));
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
  });

  test('running into the limit is told', async () => {
    const { model } = await tiny((response) => {
      stream(response);
      response.end(delta('Hel') + done('length'));
    });
    expect((await readReply(model)).end).toMatchObject({ reason: 'length' });
  });

  test('reasoning is kept apart, in its own field or in tags split over pieces', async () => {
    const { model } = await tiny((response) => {
      stream(response);
      response.write(delta('', 'first '));
      for (const piece of ['<thi', 'nk>sec', 'ond</th', 'ink>', 'The <b> an', 'swer.']) {
        response.write(delta(piece));
      }
      response.end(done());
    });
    const { text, reasoning } = await readReply(model);

    expect(text).toBe('The <b> answer.');
    expect(reasoning).toBe('first second');
  });

  test('a model that can think is told not to', async () => {
    const { url, sentTo } = await scriptOllama({ capabilities: ['completion', 'thinking'] });
    await readReply(await createOllamaModels({ url }).resolve(null, signal));

    expect(sentTo('/api/chat')[0]).toMatchObject({ think: false });
  });

  test('one without end is ended with reason length', async () => {
    const { model } = await tiny(async (response, request) => {
      stream(response);
      while (!request.socket.destroyed) {
        response.write(delta('and so on '));
        await delay(1);
      }
    });
    const { end, text } = await readReply(model);

    expect(end).toMatchObject({ reason: 'length' });
    expect(text.length).toBeLessThan(1000);
  });
});

describe('loading', () => {
  test('a model that is not in memory is loaded with its context, and that is told', async () => {
    const { url, sentTo } = await scriptOllama({ running: [] });
    const { parts } = await readReply(await createOllamaModels({ url }).resolve(null, signal));

    expect(parts[0]).toEqual({ type: 'loading' });
    expect(sentTo('/api/generate')).toMatchObject([
      { model: 'tiny:latest', options: { num_ctx: 2048 } },
    ]);
  });

  test('one in memory with another context is loaded anew', async () => {
    const running = [{ name: 'tiny:latest', context_length: 512 }];
    const { url } = await scriptOllama({ running });
    const { parts } = await readReply(await createOllamaModels({ url }).resolve(null, signal));

    expect(parts[0]).toEqual({ type: 'loading' });
  });

  test('it may take longer than the silence limit, but not longer than its own', async () => {
    const slow: Answer = async (response, request) => {
      await delay(300);
      json({ done: true })(response, request);
    };
    const { url } = await scriptOllama({ running: [], load: slow });
    const resolve = (loadingMs: number) =>
      createOllamaModels({ url, silenceMs: 150, loadingMs }).resolve(null, signal);

    expect((await readReply(await resolve(5000))).text).toBe('hello');
    await expect(readReply(await resolve(100))).rejects.toMatchObject({ code: 'stalled' });
  });
});

describe('trouble', () => {
  test('a silent server is stalled, and hears that the call is over', async () => {
    const server = new EventEmitter();
    const hungUp = once(server, 'left');
    const { model } = await tiny(
      (_response, request) => {
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
        stream(response);
        response.write(delta('Hel'));
      },
      { silenceMs: 100 },
    );
    await expect(readReply(model)).rejects.toMatchObject({ code: 'stalled' });
  });

  test('a slow one is waited for, however long it takes in all', async () => {
    const { model } = await tiny(
      async (response) => {
        stream(response);
        for (let word = 0; word < 6; word++) {
          await delay(100);
          response.write(delta('w'));
        }
        response.end(done());
      },
      { silenceMs: 300 },
    );
    expect((await readReply(model)).text).toBe('wwwwww');
  });

  test('a long prompt is given more time before the first word', async () => {
    const { model } = await tiny(
      async (response, request) => {
        await delay(250);
        await say('hello')(response, request);
      },
      { silenceMs: 150 },
    );
    const content = 'word '.repeat(2400);
    const long = { messages: [{ role: 'user' as const, content }], maxTokens: 10 };

    expect((await readReply(model, long)).text).toBe('hello');
    await expect(readReply(model)).rejects.toMatchObject({ code: 'stalled' });
  });

  test('a cancel reaches the server within half a second, and its reason is thrown', async () => {
    const server = new EventEmitter();
    const hungUp = once(server, 'left');
    const { model } = await tiny((response, request) => {
      stream(response);
      response.write(delta('Hel'));
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

  test('a reader that stops early ends the call at the server', async () => {
    const server = new EventEmitter();
    const hungUp = once(server, 'left');
    const { model } = await tiny((response, request) => {
      stream(response);
      response.write(delta('Hel'));
      request.socket.once('close', () => server.emit('left'));
    });
    for await (const part of model.chat(QUESTION, signal)) if (part.type === 'text-delta') break;

    await hungUp;
  });

  test.each<{ title: string; chat: Answer; code: string }>([
    {
      title: 'an error in the stream is unavailable',
      chat: (response) => {
        stream(response);
        response.end(`${delta('Hel')}{"error":"the runner has died"}\n`);
      },
      code: 'unavailable',
    },
    {
      title: 'a connection lost in the middle is unavailable',
      chat: async (response, request) => {
        stream(response);
        response.write(delta('Hel'));
        await delay(50);
        request.socket.resetAndDestroy();
      },
      code: 'unavailable',
    },
    { title: 'a 500 is unavailable', chat: json({ error: 'boom' }, 500), code: 'unavailable' },
    {
      title: 'a 404 is not found',
      chat: json({ error: 'model not found' }, 404),
      code: 'not-found',
    },
    {
      title: 'a 429 is rate-limited',
      chat: json({ error: 'slow down' }, 429),
      code: 'rate-limited',
    },
    {
      title: 'a stream that ends before the reply is done is a bad reply',
      chat: (response) => {
        stream(response);
        response.end(delta('Hel'));
      },
      code: 'bad-reply',
    },
    {
      title: 'a broken line is a bad reply, not a hole in the answer',
      chat: (response) => {
        stream(response);
        response.end(`${delta('Hel')}{"message": {"content": "lo\n${delta('!')}${done()}`);
      },
      code: 'bad-reply',
    },
  ])('$title', async ({ chat, code }) => {
    const { model } = await tiny(chat);
    await expect(readReply(model)).rejects.toMatchObject({ name: 'ServiceError', code });
  });

  test('a server that accepts and never answers is unavailable after its limit', async () => {
    const url = await serve(() => undefined);
    await expect(createOllamaCatalogue({ url }, 100).installed(signal)).rejects.toMatchObject({
      code: 'unavailable',
    });
  });
});

describe.skipIf(realServer('OLLAMA_URL') === undefined)(
  'a real Ollama',
  { timeout: 120_000 },
  () => {
    const url = realServer('OLLAMA_URL') ?? '';
    const model = (contextTokens?: number) =>
      createOllamaModels({ url, contextTokens }).resolve('smollm2:135m', signal);

    test('it chats within its limit', async () => {
      const { end, text } = await readReply(await model(), { ...QUESTION, maxTokens: 8 });

      expect(text).not.toBe('');
      expect(end).toMatchObject({ usage: { model_calls: 1 } });
    });

    test('it fills the shape it is asked for', async () => {
      const shape = z.object({ city: z.string().max(40), inhabitants: z.int() });
      const messages = [
        { role: 'user' as const, content: 'Name a city and its inhabitants as JSON.' },
      ];
      const reply = await (await model())?.ask({ messages, maxTokens: 120 }, shape, signal);

      expect(reply?.value).toMatchObject({ city: expect.any(String) });
      expect(reply?.usage.prompt_tokens).toBeGreaterThan(0);
    });

    test('it says so when a prompt is longer than the context', async () => {
      const content = 'a b c d e f g h '.repeat(120);
      const messages = [{ role: 'user' as const, content }];

      await expect(readReply(await model(512), { messages, maxTokens: 8 })).rejects.toMatchObject({
        code: 'context-overflow',
      });
    });

    test('it stops within half a second of a cancel', async () => {
      const controller = new AbortController();
      const long = { messages: QUESTION.messages, maxTokens: 2000 };
      let cancelled = 0;
      async function readOn() {
        for await (const part of (await model())?.chat(long, controller.signal) ?? []) {
          if (part.type !== 'text-delta' || cancelled > 0) continue;
          cancelled = performance.now();
          controller.abort(new Error('enough'));
        }
      }

      await expect(readOn()).rejects.toThrow('enough');
      expect(performance.now() - cancelled).toBeLessThan(500);
    });
  },
);
