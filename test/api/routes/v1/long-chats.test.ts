import { describe, expect, test } from 'vitest';
import { createGateway } from '../../../../adapters/gateway/create-gateway.js';
import { createOllamaProvider } from '../../../../adapters/gateway/ollama-provider.js';
import { createOpenAiProvider } from '../../../../adapters/gateway/openai-provider.js';
import type { ModelProvider } from '../../../../contracts/gateway.js';
import { json, scriptOllama } from '../../../adapters/models/scripted-ollama.js';
import { type Completion, refuse, scriptOpenAi } from '../../../adapters/models/scripted-openai.js';
import { noAccess } from '../../no-access.js';
import { noState } from '../../no-state.js';
import { bearer } from '../../scripted-callers.js';
import { post, serveApp, testParts } from '../../test-app.js';

const PATIENCE = { silenceMs: 5_000, patienceMs: 5_000 };
const TWO_MEGABYTES = 'Ünïcode and words. '.repeat(91_000);
const OVERFLOW = {
  error: { type: 'invalid_request_error', code: 'context_length_exceeded', param: null },
};

describe('2 MB of messages', () => {
  test('reach the model as they were sent', async () => {
    const { ask, calls } = await overOpenAi((response, _call, request) =>
      json({ choices: [{ message: { role: 'assistant', content: 'Long.' } }] })(response, request),
    );
    const messages = Array.from({ length: 50 }, (_, at) => ({
      role: at % 2 === 0 ? 'user' : 'assistant',
      content: `${at} ${TWO_MEGABYTES.slice(0, 40_000)}`,
    }));

    const reply = await ask({ messages });

    expect(reply.status).toBe(200);
    expect(calls[0]?.messages).toEqual(messages);
  });

  test.each([false, true])(
    'that a server finds too long are a 400 (streamed: %s)',
    async (stream) => {
      const { ask, calls } = await overOpenAi(
        refuse(400, 'maximum context length is 8192 tokens', 'context_length_exceeded'),
      );

      const reply = await ask({ messages: [{ role: 'user', content: TWO_MEGABYTES }], stream });

      expect(reply.status).toBe(400);
      expect(await reply.json()).toMatchObject(OVERFLOW);
      expect(calls).toHaveLength(1);
      expect(calls[0]?.messages[0]?.content).toBe(TWO_MEGABYTES);
    },
  );

  test.each([false, true])('are never cut by Ollama (streamed: %s)', async (stream) => {
    const { url, sentTo } = await scriptOllama({
      chat: json({ error: 'the prompt is too long for the context of this model' }, 400),
    });
    const limits = { contextTokens: 2_048, ...PATIENCE };
    const ask = await serveOver(createOllamaProvider({ name: 'local', url, ...limits }));

    const reply = await ask({ messages: [{ role: 'user', content: TWO_MEGABYTES }], stream });

    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject(OVERFLOW);
    expect(sentTo('/api/chat')).toMatchObject([
      { truncate: false, shift: false, messages: [{ content: TWO_MEGABYTES }] },
    ]);
  });
});

test('more messages than 10,000 are a 400', async () => {
  const { ask, calls } = await overOpenAi(refuse(500, 'it was asked'));

  const reply = await ask({ messages: Array(10_001).fill({ role: 'user', content: 'x' }) });

  expect(reply.status).toBe(400);
  expect(await reply.json()).toMatchObject({ error: { param: 'messages' } });
  expect(calls).toEqual([]);
});

async function overOpenAi(completion: Completion) {
  const { baseUrl, calls } = await scriptOpenAi(completion);
  const server = { name: 'up', baseUrl, apiKey: undefined };
  return { ask: await serveOver(createOpenAiProvider({ ...server, ...PATIENCE })), calls };
}

async function serveOver(provider: ModelProvider) {
  const gateway = createGateway({
    providers: () => [provider],
    defaultChat: null,
    defaultEmbedding: null,
  });
  const url = await serveApp(testParts(noState(), { ...noAccess(), gateway }));
  return (body: unknown) => post(`${url}/v1/chat/completions`, body, bearer('sk-ada'));
}
