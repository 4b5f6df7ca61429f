import { expect, test } from 'vitest';
import { createGateway } from '../../../adapters/gateway/create-gateway.js';
import { createOpenAiProvider } from '../../../adapters/gateway/openai-provider.js';
import type { ChatCall, TokenUsage } from '../../../contracts/gateway.js';
import { json } from '../models/scripted-ollama.js';
import { type Completion, chunk, events, refuse, scriptOpenAi } from '../models/scripted-openai.js';

const never = new AbortController().signal;
const ONE = { index: 0, message: { role: 'assistant', content: 'hello' }, finish_reason: 'stop' };
const USED = { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 };

test('a reply whose usage is null is a reply without counts', async () => {
  const { gateway } = await over((response, _call, request) =>
    json({ choices: [ONE], usage: null })(response, request),
  );

  const reply = await gateway.complete('tiny', call(), never);

  expect(reply?.completion).toMatchObject({ choices: [ONE], usage: undefined });
});

test('a server that refuses several choices is asked for them one by one', async () => {
  const { gateway, calls } = await over((response, { n }, request) =>
    n === undefined
      ? json({ choices: [ONE], usage: USED })(response, request)
      : refuse(400, 'only one completion choice is allowed')(response),
  );

  const reply = await gateway.complete('tiny', call({ n: 3 }), never);

  expect(reply?.completion.choices.map(({ index }) => index)).toEqual([0, 1, 2]);
  expect(reply?.completion.usage).toEqual({
    prompt_tokens: 21,
    completion_tokens: 9,
    total_tokens: 30,
  });
  expect(calls.map(({ n }) => n)).toEqual([3, undefined, undefined, undefined]);
});

test('usage that grows from chunk to chunk is counted once for each stream', async () => {
  const { gateway } = await over((response) => {
    events(response);
    for (const completion_tokens of [1, 2, 3]) {
      const usage = { ...USED, completion_tokens, total_tokens: 7 + completion_tokens };
      response.write(`data: ${JSON.stringify({ choices: [], usage })}\n\n`);
    }
    response.end(`${chunk({ content: 'hello' }, 'stop')}data: [DONE]\n\n`);
  });

  const streamed = await gateway.stream('tiny', call({ n: 2 }), never);
  let usage: TokenUsage | undefined;
  for await (const batch of streamed?.chunks ?? [])
    for (const each of batch) usage = each.usage ?? usage;

  expect(usage).toEqual({ prompt_tokens: 14, completion_tokens: 6, total_tokens: 20 });
});

async function over(completion: Completion) {
  const { baseUrl, calls } = await scriptOpenAi(completion);
  const patience = { silenceMs: 5_000, patienceMs: 5_000 };
  const provider = createOpenAiProvider({ name: 'a', baseUrl, apiKey: undefined, ...patience });
  const gateway = createGateway({
    providers: () => [provider],
    defaultChat: null,
    defaultEmbedding: null,
  });
  return { gateway, calls };
}

function call(options: ChatCall['options'] = {}): ChatCall {
  return { messages: [{ role: 'user', content: 'hi' }], options, via: [] };
}
