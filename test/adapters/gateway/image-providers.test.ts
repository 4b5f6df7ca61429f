import { describe, expect, onTestFinished, test } from 'vitest';
import { createAutomatic1111Provider } from '../../../adapters/gateway/automatic1111-provider.js';
import { createGateway } from '../../../adapters/gateway/create-gateway.js';
import { createImageServerProvider } from '../../../adapters/gateway/image-server-provider.js';
import { createOllamaProvider } from '../../../adapters/gateway/ollama-provider.js';
import { createOpenAiProvider } from '../../../adapters/gateway/openai-provider.js';
import { createRemoteProvider } from '../../../adapters/gateway/remote-provider.js';
import type { ModelProvider, OfferedModel } from '../../../contracts/gateway.js';
import type { ImageOrder, ImageProgress } from '../../../contracts/image-models.js';
import { PIXEL, refuseToDraw, startImageServer } from '../../helpers/image-server.js';
import { scriptOllama, stream } from '../models/scripted-ollama.js';

const never = new AbortController().signal;
const PATIENCE = { silenceMs: 5_000, patienceMs: 5_000 };

function order(onProgress: ImageOrder['onProgress'] = () => {}): ImageOrder {
  return { prompt: 'a fox', size: '512x512', id: 'run-1', via: ['me'], onProgress };
}

async function imageServer() {
  const server = await startImageServer();
  onTestFinished(() => server.close());
  return server;
}

function openAi(url: string, more: { remote?: boolean } = {}): ModelProvider {
  const server = { name: 'images', baseUrl: `${url}/v1`, apiKey: 'k' };
  return createOpenAiProvider({ ...server, ...PATIENCE, ...more });
}

function gatewayOf(...providers: readonly ModelProvider[]) {
  return createGateway({
    providers: () => providers,
    defaultChat: null,
    defaultEmbedding: null,
  });
}

describe("a server of OpenAI's protocol", () => {
  test('is asked for one image as text, and its type is told by its content', async () => {
    const server = await imageServer();

    const drawn = await gatewayOf(openAi(server.url)).draw('flux', order(), never);

    expect(drawn).toMatchObject({ model: 'flux', contentType: 'image/png' });
    expect(drawn?.image.revisedPrompt).toBe('a red fox');
    expect(Buffer.from(drawn?.image.bytes ?? [])).toEqual(PIXEL);
    expect(server.drawn).toEqual([
      { model: 'flux', prompt: 'a fox', n: 1, size: '512x512', response_format: 'b64_json' },
    ]);
  });

  test('is asked again without the format where it knows only one', async () => {
    const server = await imageServer();
    const draw = server.answer;
    server.answer = (response, sent) =>
      'response_format' in sent
        ? refuseToDraw(400, "Unknown parameter: 'response_format'.")(response)
        : draw(response, sent);

    expect(await openAi(server.url).draw?.('flux', order(), never)).toMatchObject({
      revisedPrompt: 'a red fox',
    });
    expect(server.drawn).toHaveLength(2);
  });

  test('may answer with an address of its own, and with no other', async () => {
    const server = await imageServer();
    let address = '/generated.png';
    server.answer = (response, { model }) => {
      if (model === undefined) response.end(PIXEL);
      else response.end(JSON.stringify({ data: [{ url: address }] }));
    };

    const drawn = await openAi(server.url).draw?.('flux', order(), never);
    expect(Buffer.from(drawn?.bytes ?? [])).toEqual(PIXEL);

    address = 'http://169.254.169.254/secrets';
    await expect(openAi(server.url).draw?.('flux', order(), never)).rejects.toMatchObject({
      code: 'bad-reply',
    });
  });

  test('that sends what is no image has failed', async () => {
    const server = await imageServer();
    server.answer = (response) =>
      response.end(
        JSON.stringify({ data: [{ b64_json: Buffer.from('<svg>').toString('base64') }] }),
      );

    await expect(gatewayOf(openAi(server.url)).draw('flux', order(), never)).rejects.toMatchObject({
      code: 'bad-reply',
    });
  });

  test('refuses in its own words', async () => {
    const server = await imageServer();
    server.answer = refuseToDraw(400, 'Your prompt was rejected');

    await expect(openAi(server.url).draw?.('flux', order(), never)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('Your prompt was rejected'),
    });
  });

  test('set up for images offers those that sound so, or those that the setting names', async () => {
    const server = await imageServer();
    const provider = openAi(server.url);
    const idsOf = async (each: ModelProvider) =>
      (await each.models(never))?.map(({ id, capabilities }) => `${id} ${capabilities}`);

    expect(await idsOf(createImageServerProvider(provider))).toEqual(['flux images']);
    expect(await idsOf(createImageServerProvider(provider, ['gemma']))).toEqual(['gemma images']);
  });

  test('that lists nothing is told by the setting which images it makes', async () => {
    const listless = { ...openAi('http://127.0.0.1:1'), models: async () => undefined };

    await expect(createImageServerProvider(listless).models(never)).rejects.toThrow('IMAGE_MODELS');
  });

  test('draws for another instance under its own name', async () => {
    const server = await imageServer();
    const provider = createRemoteProvider(openAi(server.url, { remote: true }));

    expect(await provider.draw?.('images/flux', order(), never)).toBeDefined();
    expect(server.drawn).toMatchObject([{ model: 'flux' }]);
  });
});

test('of two servers the second draws when the first is away', async () => {
  const server = await imageServer();
  const listed = async () => openAi(server.url).models(never);
  const away = { ...openAi('http://127.0.0.1:1'), models: listed };

  const drawn = await gatewayOf(away, openAi(server.url)).draw('flux', order(), never);

  expect(drawn?.contentType).toBe('image/png');
});

test('a model is found by name, and a server that is away is named when nobody else has it', async () => {
  const server = await imageServer();
  const gateway = gatewayOf(openAi('http://127.0.0.1:1'), openAi(server.url));

  expect(await gateway.find('flux', never)).toMatchObject({ id: 'flux', capabilities: ['images'] });
  expect(await gateway.find('gemma', never)).toMatchObject({ capabilities: ['chat', 'tools'] });
  await expect(gateway.find('nothing', never)).rejects.toMatchObject({ code: 'unavailable' });
  expect(await gatewayOf(openAi(server.url)).find('nothing', never)).toBeUndefined();
});

test('a model that one server takes for a chat model is drawn with by the server that knows better', async () => {
  const server = await imageServer();
  const listed = async (): Promise<OfferedModel[]> => [
    { id: 'flux', provider: 'chats', created: 0, capabilities: ['chat'], contextTokens: null },
  ];
  const chats = { ...openAi('http://127.0.0.1:1'), models: listed };
  const gateway = gatewayOf(chats, openAi(server.url));

  expect((await gateway.find('flux', never))?.capabilities).toEqual(['chat', 'images']);
  expect(await gateway.models(true, never)).toContainEqual(
    expect.objectContaining({ id: 'flux', capabilities: ['chat', 'images'] }),
  );
  expect(await gateway.draw('flux', order(), never)).toMatchObject({ contentType: 'image/png' });
});

describe('AUTOMATIC1111', () => {
  test('draws by its own protocol and tells its steps', async () => {
    const server = await imageServer();
    const told: ImageProgress[] = [];
    const draw = server.answer;
    let finish = () => {};
    server.answer = (response, sent) => {
      finish = () => draw(response, sent);
    };
    server.progress = { sampling_step: 3, sampling_steps: 20 };
    const provider = createAutomatic1111Provider({ name: 'sd', url: server.url, pollMs: 5 });
    const onProgress = (progress: ImageProgress) => {
      told.push(progress);
      finish();
    };

    const drawn = await gatewayOf(provider).draw('dreamshaper', order(onProgress), never);

    expect(drawn).toMatchObject({ contentType: 'image/png' });
    expect(await provider.models(never)).toMatchObject([
      { id: 'dreamshaper', capabilities: ['images'] },
    ]);
    expect(told).toEqual([{ done: 3, total: 20 }]);
    expect(server.drawn).toMatchObject([
      {
        prompt: 'a fox',
        width: 512,
        height: 512,
        override_settings: { sd_model_checkpoint: 'dreamshaper' },
      },
    ]);
  });

  test('is interrupted when nobody waits any more', async () => {
    const server = await imageServer();
    const leaving = new AbortController();
    server.answer = () => leaving.abort(new Error('left'));
    const provider = createAutomatic1111Provider({ name: 'sd', url: server.url });

    await expect(provider.draw?.('dreamshaper', order(), leaving.signal)).rejects.toThrow('left');

    expect(server.interrupted()).toBe(1);
  });

  test('is left alone while it draws for another', async () => {
    const server = await imageServer();
    const leaving = new AbortController();
    server.task = 'of another run';
    server.answer = () => leaving.abort(new Error('left'));
    const provider = createAutomatic1111Provider({ name: 'sd', url: server.url });

    await expect(provider.draw?.('dreamshaper', order(), leaving.signal)).rejects.toThrow('left');

    expect(server.interrupted()).toBe(0);
  });

  test('chats with nobody', async () => {
    const provider = createAutomatic1111Provider({ name: 'sd', url: 'http://127.0.0.1:1' });

    await expect(
      provider.embed('dreamshaper', { texts: ['t'], via: [] }, never),
    ).rejects.toMatchObject({
      code: 'bad-input',
    });
  });
});

test("Ollama's image models are known by their capability, and tell their steps", async () => {
  const { url, sentTo } = await scriptOllama({
    capabilities: ['image'],
    load: (response) => {
      stream(response);
      response.write(`${JSON.stringify({ completed: 1, total: 8, done: false })}\n`);
      response.end(`${JSON.stringify({ image: PIXEL.toString('base64'), done: true })}\n`);
    },
  });
  const settings = { name: 'ollama', url, contextTokens: 1_024, ...PATIENCE };
  const provider = createOllamaProvider(settings);
  const told: ImageProgress[] = [];

  const models = await provider.models(never);
  const drawn = await provider.draw?.(
    'tiny:latest',
    order((progress) => told.push(progress)),
    never,
  );

  expect(models?.find(({ id }) => id === 'tiny:latest')?.capabilities).toEqual(['images']);
  expect(Buffer.from(drawn?.bytes ?? [])).toEqual(PIXEL);
  expect(told).toEqual([{ done: 1, total: 8 }]);
  expect(sentTo('/api/generate')).toMatchObject([
    { model: 'tiny:latest', prompt: 'a fox', width: 512, height: 512 },
  ]);
});
