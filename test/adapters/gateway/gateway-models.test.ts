import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createGateway } from '../../../adapters/gateway/create-gateway.js';
import { withGatewayModels } from '../../../adapters/gateway/gateway-models.js';
import { createOllamaProvider } from '../../../adapters/gateway/ollama-provider.js';
import { createOpenAiProvider } from '../../../adapters/gateway/openai-provider.js';
import { rememberModels } from '../../../adapters/gateway/remember-models.js';
import { createNoModels } from '../../../adapters/models/no-models.js';
import { createOpenAiModels } from '../../../adapters/models/openai-models.js';
import type { Gateway, OfferedModel } from '../../../contracts/gateway.js';
import type { ChatModels } from '../../../contracts/models.js';
import { startTwoModels } from '../../helpers/two-models.js';
import { complete, refuse, scriptOpenAi } from '../models/scripted-openai.js';

const never = new AbortController().signal;
const FAR: OfferedModel = {
  id: 'far/a',
  provider: 'far',
  created: 0,
  capabilities: ['chat'],
  contextTokens: null,
};

async function open() {
  const server = await startTwoModels();
  const provider = createOllamaProvider({
    name: 'far',
    url: server.url,
    silenceMs: 5_000,
    patienceMs: 5_000,
    contextTokens: 8_192,
  });
  const gateway = createGateway({
    providers: () => [provider],
    defaultChat: null,
    defaultEmbedding: null,
  });
  const models = withGatewayModels(createNoModels(), { gateway, instanceId: 'here' });
  return { server, models };
}

test('a model of another provider is found by its name, writes, and tells its tokens', async () => {
  const { server, models } = await open();
  try {
    const writer = await models.resolve('writer', never);
    const parts = [];
    for await (const part of writer?.chat(
      { messages: [{ role: 'user', content: 'How deep?' }], maxTokens: 50 },
      never,
    ) ?? [])
      parts.push(part);

    expect(writer?.name).toBe('writer:latest');
    expect(await writer?.contextTokens(never)).toBe(8_192);
    expect(parts).toContainEqual({ type: 'text-delta', text: expect.stringContaining('1,642') });
    expect(parts.at(-1)).toMatchObject({
      type: 'end',
      usage: { prompt_tokens: 20, completion_tokens: 10, total_tokens: 30, model_calls: 1 },
    });
    expect(server.calls).toEqual(['writer:latest']);
  } finally {
    server.close();
  }
});

test('a model that another one answers for is an error, and the answer is let go', async () => {
  let left = false;
  const gateway: Pick<Gateway, 'offers' | 'stream'> = {
    offers: async () => [FAR],
    async stream(_model, _call, signal) {
      signal.addEventListener('abort', () => {
        left = true;
      });
      return { model: 'far/b', chunks: Readable.from([]) };
    },
  };
  const models = withGatewayModels(createNoModels(), { gateway, instanceId: 'here' });
  const chat = await models.resolve('far/a', never);
  const request = { messages: [{ role: 'user' as const, content: 'Hi' }], maxTokens: 5 };

  await expect(readAll(chat?.chat(request, never) ?? [])).rejects.toMatchObject({
    code: 'not-configured',
    message: expect.stringContaining('far/b answered'),
  });
  expect(left).toBe(true);
});

test('it is asked for JSON under the grammar of a shape', async () => {
  const { server, models } = await open();
  try {
    const thinker = await models.resolve('thinker', never);
    const request = { messages: [{ role: 'user', content: 'Plan' }] as const, maxTokens: 50 };
    const { value, usage } = (await thinker?.ask(
      request,
      z.object({ queries: z.array(z.string()).optional() }),
      never,
    )) ?? { value: undefined, usage: undefined };

    expect(value).toEqual({});
    expect(usage?.total_tokens).toBe(30);
  } finally {
    server.close();
  }
});

test('a name that no provider has is refused as before, and the default stays that of this instance', async () => {
  const { server, models } = await open();
  try {
    await expect(models.resolve('gpt-9', never)).rejects.toMatchObject({ code: 'not-found' });
    expect(await models.resolve(null, never)).toBeUndefined();
  } finally {
    server.close();
  }
});

describe('a name that several providers have', () => {
  test('is asked in their order, also where the own server has it', async () => {
    const { models, near, far } = await openBoth(['far', 'near']);

    expect(await sayHi(models)).toBe('far');
    expect([far.calls.length, near.calls.length]).toEqual([1, 0]);
  });

  test('is asked at the next one where the first is away, within the context of both', async () => {
    const { models, near, far } = await openBoth(['far', 'near']);
    far.away = true;

    expect(await (await models.resolve('tiny', never))?.contextTokens(never)).toBe(2_048);
    expect(await sayHi(models)).toBe('near');
    expect([far.calls.length, near.calls.length]).toEqual([1, 1]);
  });

  test('is asked at the own server where that stands first', async () => {
    const { models, near } = await openBoth(['near', 'far']);

    expect(await sayHi(models)).toBe('near');
    near.away = true;
    expect(await sayHi(models)).toBe('far');
  });
});

/** Two servers that have `tiny`, of which `near` is this instance's own, in the order in which they are asked. */
async function openBoth(order: readonly ('near' | 'far')[]) {
  const servers = { near: await openServer('near', 4_096), far: await openServer('far', 2_048) };
  const providers = order.map((name) => rememberModels(servers[name].provider));
  const gateway = createGateway({
    providers: () => providers,
    defaultChat: null,
    defaultEmbedding: null,
  });
  const own = createOpenAiModels({ baseUrl: servers.near.baseUrl });
  return { ...servers, models: withGatewayModels(own, { gateway, instanceId: 'here' }) };
}

async function openServer(name: string, max_model_len: number) {
  const state = { away: false };
  const { baseUrl, calls } = await scriptOpenAi(
    (response, call, request) =>
      (state.away ? refuse(503, 'away') : complete(name))(response, call, request),
    [{ id: 'tiny', max_model_len }],
  );
  const patience = { silenceMs: 5_000, patienceMs: 5_000 };
  const provider = createOpenAiProvider({ name, baseUrl, apiKey: undefined, ...patience });
  return Object.assign(state, { baseUrl, calls, provider });
}

async function sayHi(models: ChatModels): Promise<string> {
  const chat = await models.resolve('tiny', never);
  const request = { messages: [{ role: 'user' as const, content: 'Hi' }], maxTokens: 5 };
  let said = '';
  for await (const part of chat?.chat(request, never) ?? [])
    if (part.type === 'text-delta') said += part.text;
  return said;
}

async function readAll(parts: AsyncIterable<unknown> | Iterable<unknown>): Promise<void> {
  for await (const _ of parts);
}
