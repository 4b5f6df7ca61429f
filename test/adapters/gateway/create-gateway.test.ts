import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createGateway } from '../../../adapters/gateway/create-gateway.js';
import { createOpenAiProvider } from '../../../adapters/gateway/openai-provider.js';
import { rememberModels } from '../../../adapters/gateway/remember-models.js';
import { createRemoteProvider } from '../../../adapters/gateway/remote-provider.js';
import { unaskedProvider } from '../../../adapters/gateway/unasked-provider.js';
import { ServiceError } from '../../../contracts/failures.js';
import type { ChatCall, ModelProvider, OfferedModel } from '../../../contracts/gateway.js';
import { complete, refuse, scriptOpenAi } from '../models/scripted-openai.js';

const never = new AbortController().signal;
const CALL: ChatCall = { messages: [{ role: 'user', content: 'hi' }], options: {}, via: ['me'] };

describe('of several providers', () => {
  test('the first that has the model answers', async () => {
    const gateway = over(provider('a', ['x']), provider('b', ['y']), provider('c', ['y']));

    expect(await gateway.complete('y', CALL, never)).toMatchObject({
      model: 'y',
      completion: { choices: [{ message: { content: 'b' } }] },
    });
  });

  test('each name is listed once, also while one of them is away', async () => {
    const gateway = over(provider('a', ['x', 'y']), away('b'), provider('c', ['y', 'z']));

    const models = await gateway.models(true, never);

    expect(models.map(({ id, provider: owner }) => `${owner} ${id}`)).toEqual([
      'a x',
      'a y',
      'c z',
    ]);
  });

  test.each(['unavailable', 'rate-limited', 'refused', 'bad-reply', 'stalled'] as const)(
    'one that is %s is passed over for the next',
    async (code) => {
      const failing = { ...provider('a', ['y']), ...failsWith(new ServiceError(code, 'no')) };
      const gateway = over(failing, provider('b', ['y']));

      expect(await gateway.complete('y', CALL, never)).toMatchObject({
        completion: { choices: [{ message: { content: 'b' } }] },
      });
      const streamed = await gateway.stream('y', CALL, never);
      expect(await textOf(streamed?.chunks)).toBe('b');
    },
  );

  test('a fault of the request is told by the first and tried nowhere else', async () => {
    let asked = 0;
    const second = provider('b', ['y']);
    const failing = failsWith(new ServiceError('context-overflow', 'too long'));
    const gateway = over(
      { ...provider('a', ['y']), ...failing },
      {
        ...second,
        complete(...args) {
          asked += 1;
          return second.complete(...args);
        },
      },
    );

    await expect(gateway.complete('y', CALL, never)).rejects.toMatchObject({
      code: 'context-overflow',
    });
    expect(asked).toBe(0);
  });

  test('the last failure is told when all fail', async () => {
    const failing = failsWith(new ServiceError('unavailable', 'gone'));
    const gateway = over({ ...provider('a', ['y']), ...failing }, away('b'));

    await expect(gateway.complete('y', CALL, never)).rejects.toThrow('gone');
    await expect(gateway.stream('y', CALL, never)).rejects.toThrow('gone');
  });

  test('one that was away is asked last for a while', async () => {
    let tries = 0;
    const failing: ModelProvider = {
      ...provider('a', ['y']),
      async complete() {
        tries += 1;
        throw new ServiceError('unavailable', 'gone');
      },
    };
    const gateway = over(failing, provider('b', ['y']));

    for (let times = 0; times < 5; times++) await gateway.complete('y', CALL, never);

    expect(tries).toBe(1);
  });

  test('none is left for a model that nobody has', async () => {
    const gateway = over(provider('a', ['x']));

    expect(await gateway.complete('y', CALL, never)).toBeUndefined();
    expect(await gateway.stream('y', CALL, never)).toBeUndefined();
    expect(await gateway.embed('y', { texts: ['t'], via: [] }, never)).toBeUndefined();
  });

  test('the first model that chats is the default, and the first that embeds', async () => {
    const embedding = provider('a', ['e'], ['embeddings']);
    const gateway = over(embedding, provider('b', ['y']));

    expect(await gateway.complete(null, CALL, never)).toMatchObject({ model: 'y' });
    expect(await gateway.embed(null, { texts: ['t'], via: [] }, never)).toMatchObject({
      model: 'e',
    });
  });
});

test('a list of models is asked for once, and what failed again soon', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  let asked = 0;
  let failing = true;
  const { models } = rememberModels({
    ...provider('a', []),
    async models() {
      asked += 1;
      if (failing) throw new ServiceError('unavailable', 'gone');
      return [offered('x', 'a')];
    },
  });

  await expect(models(never)).rejects.toThrow('gone');
  await expect(models(never)).rejects.toThrow('gone');
  expect(asked).toBe(1);
  failing = false;
  vi.advanceTimersByTime(3_001);
  await models(never);
  await models(never);

  expect(asked).toBe(2);
});

test('an old list serves while the provider does not give a new one', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  let asked = 0;
  const { models } = rememberModels({
    ...provider('a', []),
    models() {
      asked += 1;
      return asked === 1 ? Promise.resolve([offered('x', 'a')]) : new Promise(() => {});
    },
  });

  await models(never);
  vi.advanceTimersByTime(30_001);

  expect(await models(never)).toEqual([offered('x', 'a')]);
  expect(asked).toBe(2);
});

test('providers that never answer hold up the first call for two seconds, and the next ones not at all', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const hanging = (name: string) =>
    rememberModels({ ...provider(name, []), models: () => new Promise(() => {}) });
  const gateway = over(hanging('a'), hanging('b'), rememberModels(provider('c', ['y'])));

  const first = gateway.complete('y', CALL, never);
  await vi.advanceTimersByTimeAsync(2_000);
  const next = gateway.complete('y', CALL, never);
  const answered = { completion: { choices: [{ message: { content: 'c' } }] } };

  expect(await Promise.all([first, next])).toMatchObject([answered, answered]);
  expect((await gateway.models(true, never)).map(({ id }) => id)).toEqual(['y']);
});

test.each([
  ['is away', () => Promise.reject(new ServiceError('unavailable', 'gone'))],
  ['hangs', () => new Promise<never>(() => {})],
])(
  'a server that nobody asked for, and that %s, has no models, and others are asked',
  async (_, models) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const unasked = unaskedProvider(rememberModels({ ...provider('a', []), models }));

    const alone = over(unasked).complete(null, CALL, never);
    const other = over(unasked, provider('b', ['y'])).complete(null, CALL, never);
    await vi.advanceTimersByTimeAsync(2_000);

    expect(await alone).toBeUndefined();
    expect(await other).toMatchObject({ model: 'y' });
  },
);

test('a server that nobody asked for tells what it refuses', async () => {
  const models = () => Promise.reject(new ServiceError('refused', 'no'));
  const gateway = over(unaskedProvider(rememberModels({ ...provider('a', []), models })));

  await expect(gateway.complete(null, CALL, never)).rejects.toMatchObject({ code: 'refused' });
});

test('another instance has its name before its models, is told the way, and names who answered', async () => {
  const seen: unknown[] = [];
  const { baseUrl } = await scriptOpenAi((response, call, request) => {
    seen.push(request.headers['x-plumbline-via'], call.model);
    return complete('far')(response, call, request);
  });
  const patience = { silenceMs: 5_000, patienceMs: 5_000 };
  const settings = { name: 'far', baseUrl, apiKey: 'k', remote: true, ...patience };
  const gateway = over(createRemoteProvider(createOpenAiProvider(settings)));

  const models = await gateway.models(true, never);
  const streamed = await gateway.stream('far/tiny', CALL, never);

  expect(models.map(({ id }) => id)).toEqual(['far/tiny']);
  expect(await gateway.models(false, never)).toEqual([]);
  expect(await textOf(streamed?.chunks)).toBe('far');
  expect(seen).toEqual(['me', 'tiny']);
});

test('a server without a list of models may have any', async () => {
  const { baseUrl } = await scriptOpenAi(refuse(404, 'no'), []);
  const patience = { silenceMs: 5_000, patienceMs: 5_000 };
  const listless: ModelProvider = {
    ...createOpenAiProvider({ name: 'a', baseUrl, apiKey: undefined, ...patience }),
    models: async () => undefined,
  };

  await expect(over(listless).complete('any', CALL, never)).rejects.toMatchObject({
    code: 'not-found',
  });
});

function over(...providers: readonly ModelProvider[]) {
  return createGateway({
    providers: () => providers,
    defaultChat: null,
    defaultEmbedding: null,
  });
}

function offered(
  id: string,
  name: string,
  capabilities: OfferedModel['capabilities'] = ['chat'],
): OfferedModel {
  return { id, provider: name, created: 0, capabilities, contextTokens: null };
}

/** Answers with its name. */
function provider(
  name: string,
  ids: readonly string[],
  capabilities: OfferedModel['capabilities'] = ['chat'],
): ModelProvider {
  const end = { index: 0, finish_reason: 'stop' };
  return {
    name,
    remote: false,
    models: async () => ids.map((id) => offered(id, name, capabilities)),
    complete: async () => ({
      choices: [{ ...end, message: { role: 'assistant', content: name } }],
    }),
    async *stream() {
      yield [{ choices: [{ ...end, delta: { content: name } }] }];
    },
    embed: async (_model, { texts }) => ({ vectors: texts.map(() => [1, 0]) }),
  };
}

function away(name: string): ModelProvider {
  return {
    ...provider(name, []),
    async models() {
      throw new ServiceError('unavailable', `${name} is away`);
    },
  };
}

function failsWith(error: ServiceError): Pick<ModelProvider, 'complete' | 'stream'> {
  return {
    async complete() {
      throw error;
    },
    // biome-ignore lint/correctness/useYield: it fails before there is anything to yield
    async *stream() {
      throw error;
    },
  };
}

async function textOf(
  chunks: AsyncIterable<readonly { choices: readonly { delta: object }[] }[]> | undefined,
): Promise<string> {
  let text = '';
  for await (const batch of chunks ?? [])
    for (const { choices } of batch)
      for (const { delta } of choices) if ('content' in delta) text += String(delta.content);
  return text;
}
