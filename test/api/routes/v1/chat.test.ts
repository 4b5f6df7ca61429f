import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import OpenAI from 'openai';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createGateway } from '../../../../adapters/gateway/create-gateway.js';
import { createOllamaProvider } from '../../../../adapters/gateway/ollama-provider.js';
import { createOpenAiProvider } from '../../../../adapters/gateway/openai-provider.js';
import { rememberModels } from '../../../../adapters/gateway/remember-models.js';
import { unaskedProvider } from '../../../../adapters/gateway/unasked-provider.js';
import type { AppParts } from '../../../../api/api-parts.js';
import { API_TIMING } from '../../../../api/api-timing.js';
import type { UsedModel } from '../../../../contracts/model-usage.js';
import { json } from '../../../adapters/models/scripted-ollama.js';
import {
  type Completion,
  chunk,
  complete,
  events,
  finish,
  refuse,
  scriptOpenAi,
} from '../../../adapters/models/scripted-openai.js';
import { serve } from '../../../helpers/serve.js';
import { noAccess } from '../../no-access.js';
import { noState } from '../../no-state.js';
import { bearer } from '../../scripted-callers.js';
import { post, serveApp, testParts } from '../../test-app.js';

const USER = [{ role: 'user', content: 'hi' }] as const;
const USAGE = { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 };

describe('a chat', () => {
  test('is answered by the active model, whatever model is asked for', async () => {
    const { client, calls, used } = await chatOver(reply('Hello.'), 'tiny');

    const answer = await client.chat.completions.create({ model: 'gpt-9', messages: [...USER] });

    expect(answer).toEqual({
      id: expect.stringMatching(/^chatcmpl-[\da-f]{32}$/),
      object: 'chat.completion',
      created: expect.any(Number),
      model: 'tiny',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'Hello.' },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage: USAGE,
    });
    expect(calls).toMatchObject([{ model: 'tiny', messages: USER }]);
    expect(used).toEqual([
      { owner: 'ada', keyId: 'key-of-ada', model: 'tiny', promptTokens: 7, completionTokens: 3 },
    ]);
  });

  test('passes on what a provider can honour, and nothing else', async () => {
    const { url, calls } = await chatOver(reply('{}'));
    const honoured = {
      temperature: 0.5,
      top_p: 0.9,
      seed: 7,
      stop: ['END'],
      max_tokens: 20,
      frequency_penalty: 0.1,
      presence_penalty: -0.1,
      user: 'u1',
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'x', schema: { type: 'object' } },
      },
      tools: [{ type: 'function', function: { name: 'look', parameters: { type: 'object' } } }],
      tool_choice: 'auto',
    };

    const answer = await ask(url, {
      messages: USER,
      ...honoured,
      store: true,
      metadata: {},
      new: 1,
    });

    expect(answer.status).toBe(200);
    const { model, messages, ...sent } = calls[0] ?? { model: '', messages: [] };
    expect(sent).toEqual(honoured);
    expect([model, messages]).toEqual(['tiny', USER]);
  });

  test('hands tool calls through, with their reason to end', async () => {
    const tool_calls = [
      { id: 'c1', type: 'function', function: { name: 'look', arguments: '{}' } },
    ];
    const { client } = await chatOver(
      reply(null, { message: { tool_calls }, reason: 'tool_calls' }),
    );

    const answer = await client.chat.completions.create({ model: '', messages: [...USER] });

    expect(answer.choices).toMatchObject([
      { message: { tool_calls }, finish_reason: 'tool_calls' },
    ]);
  });

  test('gives as many choices as are asked for, also where the server gives one', async () => {
    const { client, calls } = await chatOver(reply('x'));

    const answer = await client.chat.completions.create({
      model: '',
      messages: [...USER],
      n: 3,
      seed: 5,
    });

    expect(answer.choices.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(answer.usage).toMatchObject({ completion_tokens: 9, total_tokens: 30 });
    expect(calls.map(({ seed }) => seed)).toEqual([5, 6, 7]);
  });

  test('does without a parameter that the server does not know', async () => {
    const { client, calls } = await chatOver((response, call, request) =>
      'logit_bias' in call
        ? refuse(400, 'Unsupported parameter: logit_bias')(response)
        : reply('ok')(response, call, request),
    );

    const answer = await client.chat.completions.create({
      model: '',
      messages: [...USER],
      logit_bias: { '5': 1 },
    });

    expect(answer.choices[0]?.message.content).toBe('ok');
    expect(calls).toHaveLength(2);
  });
});

describe('a streamed chat', () => {
  test('has one id, a role first, a reason last, and ends with DONE', async () => {
    const { url, used } = await chatOver(complete('Hel', 'lo.'));

    const stream = await ask(url, { messages: USER, stream: true });
    const chunks = dataOf(await stream.text());

    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    expect(chunks.at(-1)).toBe('[DONE]');
    const told = chunks.slice(0, -1).map((text) => JSON.parse(text));
    expect(new Set(told.map(({ id, model, object }) => `${id} ${model} ${object}`)).size).toBe(1);
    expect(told.map(({ choices }) => choices)).toEqual([
      [{ index: 0, delta: { role: 'assistant', content: 'Hel' }, finish_reason: null }],
      [{ index: 0, delta: { content: 'lo.' }, finish_reason: null }],
      [{ index: 0, delta: {}, finish_reason: 'stop' }],
    ]);
    expect(told.every((each) => !('usage' in each))).toBe(true);
    expect(used).toMatchObject([{ promptTokens: 7, completionTokens: 3 }]);
  });

  test("is read by OpenAI's own client, with its usage where that is asked for", async () => {
    const { client } = await chatOver(complete('Hel', 'lo.'));

    const stream = await client.chat.completions.create({
      model: '',
      messages: [...USER],
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = [];
    for await (const each of stream) chunks.push(each);

    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe('Hello.');
    expect(chunks.map(({ usage }) => usage ?? null)).toEqual([null, null, null, USAGE]);
  });

  test('gives each choice its role and its end', async () => {
    const { client } = await chatOver(complete('x'));

    const stream = await client.chat.completions.create({
      model: '',
      messages: [...USER],
      stream: true,
      n: 2,
    });
    const choices = [];
    for await (const each of stream) choices.push(...each.choices);

    expect(choices).toMatchObject([
      { index: 0, delta: { role: 'assistant', content: 'x' } },
      { index: 0, finish_reason: 'stop' },
      { index: 1, delta: { role: 'assistant', content: 'x' } },
      { index: 1, finish_reason: 'stop' },
    ]);
  });

  test('holds no piece back', async () => {
    let go = () => {};
    const { url } = await chatOver((response) => {
      events(response);
      response.write(chunk({ content: 'first' }));
      go = () => response.end(finish());
    });

    const { body } = await ask(url, { messages: USER, stream: true });
    const reader = body?.getReader();
    const first = Buffer.from((await reader?.read())?.value ?? []).toString();
    go();

    expect(first).toContain('first');
    await reader?.cancel();
  });

  test('that breaks off tells so by an event, and OpenAI clients raise it', async () => {
    const { client, url } = await chatOver((response) => {
      events(response);
      response.write(chunk({ content: 'Hel' }), () => response.destroy());
    });

    const text = await (await ask(url, { messages: USER, stream: true })).text();
    const stream = await client.chat.completions.create({
      model: '',
      messages: [...USER],
      stream: true,
    });
    const read = async () => {
      for await (const _ of stream);
    };

    expect(JSON.parse(dataOf(text).at(-1) ?? '')).toMatchObject({
      error: { type: 'server_error', message: expect.stringContaining('broke off') },
    });
    await expect(read()).rejects.toThrow(OpenAI.APIError);
  });

  test.each([
    [
      'an error in the stream',
      `data: {"error": {"message": "out of memory"}}\n\n`,
      'out of memory',
    ],
    ['what is no JSON', 'data: hello\n\n', 'no chunk'],
    ['nothing more', '', 'broke off'],
  ])('with %s ends with an error event', async (_, text, message) => {
    const { url } = await chatOver((response) => {
      events(response);
      response.write(chunk({ content: 'Hel' }));
      response.end(text);
    });

    const told = dataOf(await (await ask(url, { messages: USER, stream: true })).text());

    expect(told.at(-1)).toContain(message);
    expect(told).not.toContain('[DONE]');
  });

  test('whose reader leaves is stopped at the model server within a second', async () => {
    let stopped = Number.POSITIVE_INFINITY;
    const { url } = await chatOver(async (response) => {
      events(response);
      response.write(chunk({ content: 'Hel' }));
      await once(response, 'close');
      stopped = performance.now();
    });
    const leaving = new AbortController();
    const { body } = await ask(url, { messages: USER, stream: true }, leaving.signal);
    await body?.getReader().read();

    const leftAt = performance.now();
    leaving.abort();
    await vi.waitUntil(() => stopped < Number.POSITIVE_INFINITY, { timeout: 5_000 });

    expect(stopped - leftAt).toBeLessThan(1_000);
  });

  test('keeps its connection alive while the model is silent', async () => {
    const { url } = await chatOver(
      async (response) => {
        events(response);
        response.write(chunk({ content: 'a' }));
        await setTimeout(120);
        response.end(finish());
      },
      null,
      { timing: { ...API_TIMING, heartbeatMs: 40 } },
    );

    const text = await (await ask(url, { messages: USER, stream: true })).text();

    expect(text).toContain(': heartbeat\n\n');
    expect(dataOf(text).at(-1)).toBe('[DONE]');
  });
});

test('a reader who leaves before the answer stops the model too', async () => {
  let stopped = false;
  const { url } = await chatOver(async (response) => {
    await once(response, 'close');
    stopped = true;
  });
  const leaving = new AbortController();
  const answer = ask(url, { messages: USER }, leaving.signal).catch(() => 'left');
  await setTimeout(100);

  leaving.abort();

  expect(await answer).toBe('left');
  await vi.waitUntil(() => stopped, { timeout: 2_000 });
});

describe('what cannot be answered', () => {
  test('without a model is a 500 no_active_model', async () => {
    const url = await serveApp(testParts(noState(), noAccess()));

    const reply = await ask(url, { messages: USER });

    expect(reply.status).toBe(500);
    expect(await reply.json()).toMatchObject({
      error: { code: 'no_active_model', message: expect.stringContaining('OLLAMA_URL') },
    });
  });

  test('since the usual Ollama, which nobody asked for, hangs is a 500 no_active_model too', async () => {
    const ollama = createOllamaProvider({
      ...{ name: 'ollama', url: await serve(() => undefined), contextTokens: 1_024 },
      ...{ silenceMs: 5_000, patienceMs: 5_000 },
    });
    const providers = [unaskedProvider(rememberModels(ollama, { waitMs: 50 }))];
    const gateway = createGateway({
      providers: () => providers,
      defaultChat: null,
      defaultEmbedding: null,
    });
    const url = await serveApp(testParts(noState(), { ...noAccess(), gateway }));

    const reply = await ask(url, { messages: USER });

    expect(reply.status).toBe(500);
    expect(await reply.json()).toMatchObject({ error: { code: 'no_active_model' } });
  });

  test('since the active model is gone is a 500 that names it', async () => {
    const { url } = await chatOver(reply('x'), 'gone');

    const reply500 = await ask(url, { messages: USER });

    expect(await reply500.json()).toMatchObject({
      error: { code: 'no_active_model', message: expect.stringContaining('gone') },
    });
  });

  test.each([
    [
      'context',
      refuse(400, 'maximum context length is 8', 'context_length_exceeded'),
      400,
      'context_length_exceeded',
      OpenAI.BadRequestError,
    ],
    ['request', refuse(400, 'no such tool'), 400, 'bad_input', OpenAI.BadRequestError],
    ['key', refuse(401, 'bad key'), 502, 'refused', OpenAI.InternalServerError],
    ['limit', refuse(429, 'slow down'), 429, 'rate_limit_exceeded', OpenAI.RateLimitError],
    ['server', refuse(500, 'broken'), 503, 'unavailable', OpenAI.InternalServerError],
    ['reply', json({ hello: 1 }), 502, 'bad_reply', OpenAI.InternalServerError],
  ])('for the %s of the model server is its typed error', async (_, answer, status, code, type) => {
    const { client } = await chatOver((response, _call, request) => answer(response, request));

    for (const stream of [false, true]) {
      if (stream && code === 'bad_reply') continue;
      const error = await client.chat.completions
        .create({ model: '', messages: [...USER], stream })
        .catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(type);
      expect(error).toMatchObject({ status, code });
    }
  });

  test.each<[object, string]>([
    [{}, 'messages'],
    [{ messages: [] }, 'messages'],
    [{ messages: 'hi' }, 'messages'],
    [{ messages: [{ role: 'robot', content: 'x' }] }, 'messages[0].role'],
    [{ messages: [{ role: 'user' }] }, 'messages[0].content'],
    [{ messages: [{ role: 'user', content: [] }] }, 'messages[0].content'],
    [{ messages: [{ role: 'user', content: [{ type: 'film' }] }] }, 'messages[0].content[0]'],
    [{ messages: [{ role: 'user', content: [{ type: 'text' }] }] }, 'messages[0].content[0]'],
    [
      {
        messages: [
          { role: 'system', content: [{ type: 'image_url', image_url: { url: 'data:' } }] },
        ],
      },
      'messages[0].content[0]',
    ],
    [
      { messages: [...USER, { role: 'tool', content: 'x', tool_call_id: 'c9' }] },
      'messages[1].tool_call_id',
    ],
    [{ messages: [...USER, asksTools('c1'), ...USER] }, 'messages[1].tool_calls'],
    [{ messages: [...USER, asksTools('c1', 'c2'), toolSays('c1')] }, 'messages[1].tool_calls'],
    [
      { messages: [...USER, asksTools('c1'), toolSays('c1'), toolSays('c1')] },
      'messages[3].tool_call_id',
    ],
    [{ messages: [{ role: 'assistant', content: null }] }, 'messages[0].content'],
    [{ messages: [{ role: 'assistant', tool_calls: [{ id: 1 }] }] }, 'messages[0].tool_calls[0]'],
    [{ messages: USER, n: 9 }, 'n'],
    [{ messages: USER, temperature: 3 }, 'temperature'],
    [{ messages: USER, max_tokens: 0 }, 'max_tokens'],
    [{ messages: USER, stop: ['1', '2', '3', '4', '5'] }, 'stop'],
    [{ messages: USER, response_format: { type: 'xml' } }, 'response_format.type'],
  ])('%j is a 400 at %s', async (body, param) => {
    const { url, calls } = await chatOver(reply('x'));

    const refused = await ask(url, body);

    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error: { type: 'invalid_request_error', param } });
    expect(calls).toEqual([]);
  });

  test('as it is no JSON is a 400', async () => {
    const { url } = await chatOver(reply('x'));

    const refused = await post(`${url}/v1/chat/completions`, '{"messages": [', bearer('sk-ada'));

    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error: { param: null } });
  });

  test('without the scope is a 403', async () => {
    const url = await serveApp(testParts(noState(), { callers: onlyVector() }));

    expect((await post(`${url}/v1/chat/completions`, {}, bearer('sk-v'))).status).toBe(403);
  });
});

test('answers to tool calls are passed on, in any order', async () => {
  const { url, calls } = await chatOver(reply('x'));
  const messages = [...USER, asksTools('c1', 'c2'), toolSays('c2'), toolSays('c1'), ...USER];

  expect((await ask(url, { messages })).status).toBe(200);
  expect(calls[0]?.messages).toHaveLength(5);
});

function asksTools(...ids: readonly string[]): object {
  const called = { type: 'function', function: { name: 'f', arguments: '{}' } };
  return { role: 'assistant', content: '', tool_calls: ids.map((id) => ({ id, ...called })) };
}

function toolSays(tool_call_id: string): object {
  return { role: 'tool', tool_call_id, content: '42' };
}

/** An API whose models are those of a scripted server. */
async function chatOver(
  completion: Completion,
  active_model: string | null = null,
  changes: Partial<AppParts> = {},
) {
  const { baseUrl, calls, keys } = await scriptOpenAi(completion);
  const patience = { silenceMs: 5_000, patienceMs: 5_000 };
  const provider = createOpenAiProvider({ name: 'up', baseUrl, apiKey: 'sk-up', ...patience });
  const used: UsedModel[] = [];
  const parts = testParts(noState(), {
    ...noAccess({ active_model }),
    gateway: createGateway({
      providers: () => [provider],
      defaultChat: null,
      defaultEmbedding: null,
    }),
    usage: { note: (each) => used.push(each), report: async () => [] },
    ...changes,
  });
  const url = await serveApp(parts);
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'sk-ada', maxRetries: 0 });
  onTestFinished(() => {
    for (const key of keys) expect(key).toBe('Bearer sk-up');
  });
  return { url, client, calls, used };
}

/** A whole reply, not streamed. */
function reply(
  content: string | null,
  { message = {}, reason = 'stop' }: { message?: object; reason?: string } = {},
): Completion {
  return (response: ServerResponse) => {
    const choice = { index: 0, message: { role: 'assistant', content, ...message } };
    const choices = [{ ...choice, finish_reason: reason }];
    const body = { id: 'theirs', model: 'theirs', choices, usage: USAGE };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
}

function ask(url: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  return fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: bearer('sk-ada'),
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  });
}

function onlyVector(): AppParts['callers'] {
  const key = { keyId: 'v', role: 'user', via: 'key', expiresAt: null, limit: null } as const;
  return { identify: async () => ({ caller: { ...key, owner: 'v', scopes: ['vector'] } }) };
}

/** The data of each event. */
function dataOf(text: string): string[] {
  return [...text.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => data);
}
