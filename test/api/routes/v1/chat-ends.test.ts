import { once } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import { createGateway } from '../../../../adapters/gateway/create-gateway.js';
import { createOpenAiProvider } from '../../../../adapters/gateway/openai-provider.js';
import type { UsedModel } from '../../../../contracts/model-usage.js';
import { json } from '../../../adapters/models/scripted-ollama.js';
import {
  type Completion,
  chunk,
  events,
  scriptOpenAi,
} from '../../../adapters/models/scripted-openai.js';
import { serve } from '../../../helpers/serve.js';
import { noState } from '../../no-state.js';
import { bearer } from '../../scripted-callers.js';
import { collectLog, post, serveApp, testParts } from '../../test-app.js';

const MESSAGES = [{ role: 'user', content: 'Say it again.' }];
/** Begins a reply and then says nothing more. */
const halfAReply: Completion = (response) => {
  events(response);
  response.write(chunk({ content: 'Hel' }));
  response.write(chunk({ content: 'lo Ada' }));
};

describe('when the service shuts down', () => {
  test('a stream ends with an error event, not in silence', async () => {
    const { url, close, used } = await chatOver(halfAReply);
    const streamed = await ask(url, { stream: true });
    const reader = streamed.body?.getReader();
    let text = '';
    const read = async () => {
      const { value, done } = (await reader?.read()) ?? { done: true };
      text += Buffer.from(value ?? []).toString();
      return done;
    };
    while (!text.includes('Ada')) await read();

    close();
    while (!(await read()));

    expect(text).toMatch(/"code":"shutting_down"\}\}\n\n$/);
    expect(text).not.toContain('[DONE]');
    expect(used).toMatchObject([{ completionTokens: 3 }]);
  });

  test.each([
    ['/v1/chat/completions', { messages: MESSAGES }],
    ['/v1/chat/completions', { messages: MESSAGES, stream: true }],
    ['/v1/embeddings', { model: 'tiny', input: 'a' }],
  ])('a call of %s that has no answer yet is a 503: %j', async (path, body) => {
    let asked = false;
    const { url, close } = await serveOver(
      await silentServer(() => {
        asked = true;
      }),
    );
    const answer = post(`${url}${path}`, body, bearer('sk-ada'));
    await vi.waitUntil(() => asked);

    close();

    const reply = await answer;
    expect(reply.status).toBe(503);
    expect(reply.headers.get('retry-after')).toBe('5');
    expect(await reply.json()).toMatchObject({ error: { code: 'shutting_down' } });
  });
});

describe('what the model did not count is estimated', () => {
  test('for a stream whose reader leaves', async () => {
    const { url, used } = await chatOver(halfAReply);
    const leaving = new AbortController();
    const { body } = await ask(url, { stream: true }, leaving.signal);
    await body?.getReader().read();

    leaving.abort();

    await vi.waitUntil(() => used.length > 0, { timeout: 5_000 });
    expect(used).toMatchObject([{ model: 'tiny', promptTokens: 4 }]);
    expect(used[0]?.completionTokens).toBeGreaterThan(0);
  });

  test('for an answer that nobody waited for', async () => {
    let asked = false;
    const { url, used } = await chatOver(async (response) => {
      asked = true;
      await once(response, 'close');
    });
    const leaving = new AbortController();
    const answer = ask(url, {}, leaving.signal).catch(() => 'left');
    await vi.waitUntil(() => asked);

    leaving.abort();

    expect(await answer).toBe('left');
    await vi.waitUntil(() => used.length > 0, { timeout: 5_000 });
    expect(used).toEqual([
      { owner: 'ada', keyId: 'key-of-ada', model: 'tiny', promptTokens: 4, completionTokens: 0 },
    ]);
  });

  test('for a server that does not count', async () => {
    const { url, used } = await chatOver((response) => {
      events(response);
      response.end(`${chunk({ content: 'Hello' })}${chunk({}, 'stop')}data: [DONE]\n\n`);
    });

    await (await ask(url, { stream: true })).text();

    expect(used).toMatchObject([{ promptTokens: 4, completionTokens: 2 }]);
  });
});

/** An API whose model is a scripted server's, and which can be told to shut down. */
async function chatOver(completion: Completion) {
  return serveOver((await scriptOpenAi(completion)).baseUrl);
}

/** A server with one model, which is asked and never answers. */
async function silentServer(onAsked: () => void): Promise<string> {
  const root = await serve((request, response) => {
    if (request.url === '/v1/models') json({ data: [{ id: 'tiny' }] })(response, request);
    else onAsked();
  });
  return `${root}/v1`;
}

async function serveOver(baseUrl: string) {
  const patience = { silenceMs: 30_000, patienceMs: 30_000 };
  const provider = createOpenAiProvider({ name: 'up', baseUrl, apiKey: undefined, ...patience });
  const gateway = createGateway({
    providers: () => [provider],
    defaultChat: 'tiny',
    defaultEmbedding: null,
  });
  const used: UsedModel[] = [];
  const usage = { note: (each: UsedModel) => used.push(each), report: async () => [] };
  const closing = new AbortController();
  const parts = { gateway, usage, closing: closing.signal, log: collectLog([]) };
  const url = await serveApp(testParts(noState(), parts));
  return { url, used, close: () => closing.abort() };
}

function ask(url: string, wanted: object, signal?: AbortSignal): Promise<Response> {
  return fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: bearer('sk-ada'),
    body: JSON.stringify({ messages: MESSAGES, ...wanted }),
    ...(signal === undefined ? {} : { signal }),
  });
}
