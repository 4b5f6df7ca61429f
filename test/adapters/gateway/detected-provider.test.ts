import { expect, test } from 'vitest';
import { createDetectedProvider } from '../../../adapters/gateway/detected-provider.js';
import type { ModelProvider } from '../../../contracts/gateway.js';
import { json, scriptOllama } from '../models/scripted-ollama.js';
import { scriptOpenAi } from '../models/scripted-openai.js';

const { signal } = new AbortController();
const CALL = { messages: [{ role: 'user', content: 'hi' }], options: {}, via: [] };
const OVERFLOW = 'the input length exceeds the context length';

function at(baseUrl: string): ModelProvider {
  const patience = { silenceMs: 5_000, patienceMs: 5_000, contextTokens: 1_024 };
  return createDetectedProvider({ name: 'up', baseUrl, apiKey: undefined, ...patience });
}

test('an Ollama refuses a prompt that is longer than its context, which it would else cut', async () => {
  const { url, sentTo } = await scriptOllama({ chat: json({ error: OVERFLOW }, 400) });
  const provider = at(`${url}/v1`);
  const refused = { code: 'context-overflow', message: expect.stringContaining(OVERFLOW) };

  await expect(provider.complete('tiny:latest', CALL, signal)).rejects.toMatchObject(refused);
  const stream = provider.stream('tiny:latest', CALL, signal)[Symbol.asyncIterator]();
  await expect(stream.next()).rejects.toMatchObject(refused);
  expect(sentTo('/api/chat')).toMatchObject([{ truncate: false }, { truncate: false }]);
  expect(sentTo('/v1/chat/completions')).toEqual([]);
});

test('models of an Ollama are told with the context that they are given', async () => {
  const { url } = await scriptOllama({});

  expect(await at(`${url}/v1`).models(signal)).toMatchObject([
    { id: 'minilm:latest', provider: 'up', capabilities: ['embeddings'] },
    { id: 'tiny:latest', provider: 'up', capabilities: ['chat'], contextTokens: 1_024 },
  ]);
});

test('another server is asked by the OpenAI protocol', async () => {
  const choices = [{ index: 0, message: { role: 'assistant', content: 'hello' } }];
  const { baseUrl, calls } = await scriptOpenAi((response, _call, request) =>
    json({ choices })(response, request),
  );
  const provider = at(baseUrl);

  expect(await provider.models(signal)).toMatchObject([{ id: 'tiny', contextTokens: 2_048 }]);
  expect(await provider.complete('tiny', CALL, signal)).toMatchObject({
    choices: [{ message: { content: 'hello' } }],
  });
  expect(calls).toHaveLength(1);
});
