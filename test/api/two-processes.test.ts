import { setMaxListeners } from 'node:events';
import type { ServerResponse } from 'node:http';
import { beforeAll, describe, expect, test } from 'vitest';
import { createGateway } from '../../adapters/gateway/create-gateway.js';
import { createOpenAiProvider } from '../../adapters/gateway/openai-provider.js';
import { USER_SCOPES } from '../../contracts/callers.js';
import type { OpenAccess } from '../../infra/services/open-access.js';
import { useTestAccess } from '../adapters/access/open-test-access.js';
import { chunk, events, scriptOpenAi } from '../adapters/models/scripted-openai.js';
import { TEST_DATABASES } from '../adapters/state/test-database.js';
import { noState } from './no-state.js';
import { bearer } from './scripted-callers.js';
import { serveApp, testParts } from './test-app.js';

const ROOT = { owner: 'local', keyId: null };
const CALLERS = 64;

describe.each(TEST_DATABASES)('two processes over $name', ({ create }) => {
  const access = useTestAccess(create);
  let processes: readonly [OpenAccess, OpenAccess];
  beforeAll(async () => {
    processes = [await access().open(), await access().open()];
  });

  async function makeKey(): Promise<{ id: string; key: string }> {
    const wanted = { owner: 'local', name: 'a key', scopes: [...USER_SCOPES], expires_at: null };
    return processes[0].keys.create(wanted, ROOT);
  }

  /** The API of both, over a model that answers as told. */
  async function serveBoth(answer: (response: ServerResponse) => void) {
    const { baseUrl } = await scriptOpenAi(answer);
    const patience = { silenceMs: 30_000, patienceMs: 30_000 };
    const model = createOpenAiProvider({ name: 'up', baseUrl, apiKey: undefined, ...patience });
    const gateway = createGateway({
      providers: () => [model],
      defaultChat: null,
      defaultEmbedding: null,
    });
    const { signal: closing } = new AbortController();
    setMaxListeners(0, closing); // one for each caller
    const serveOne = (one: OpenAccess) =>
      serveApp(testParts(noState(), { ...one, gateway, closing }));
    return Promise.all(processes.map(serveOne));
  }

  /**
   * Many callers of both, who call without a pause until each is answered so. Says how long after now the last call
   * began that was answered otherwise, in milliseconds.
   */
  async function untilAllAnswer(urls: readonly string[], key: string, status: number) {
    const startedAt = performance.now();
    const late = Array.from({ length: CALLERS }, async (_, index) => {
      let lastOther = startedAt;
      for (;;) {
        const beganAt = performance.now();
        const reply = await fetch(`${urls[index % urls.length]}/v1/models`, {
          headers: bearer(key),
        });
        await reply.arrayBuffer();
        if (reply.status === status) return lastOther - startedAt;
        if (beganAt - startedAt > 10_000) throw new Error(`still ${reply.status} after 10 s`);
        lastOther = beganAt;
      }
    });
    return Math.max(...(await Promise.all(late)));
  }

  test('heed a switch, a limit and a deleted key within a second, while many call', async () => {
    const urls = await serveBoth((response) => response.end());
    const { id, key } = await makeKey();
    const [one, other] = processes;
    await untilAllAnswer(urls, key, 200);

    await one.settings.change({ api_enabled: false }, ROOT);
    const off = await untilAllAnswer(urls, key, 503);
    await other.settings.change({ api_enabled: true }, ROOT);
    const on = await untilAllAnswer(urls, key, 200);
    const limit = { max_requests: 1, window_seconds: 3_600 };
    await one.settings.change({ global_limit: limit }, ROOT);
    const limited = await untilAllAnswer(urls, key, 429);
    await other.settings.change({ global_limit: null }, ROOT);
    const free = await untilAllAnswer(urls, key, 200);
    await one.keys.remove(id, ROOT);
    const deleted = await untilAllAnswer(urls, key, 401);

    for (const ms of [off, on, limited, free, deleted]) expect(ms).toBeLessThan(1_000);
  });

  test('end the streams of a key that is deleted, with an event, and stop the model', async () => {
    let closed = 0;
    const [url] = await serveBoth((response) => {
      events(response);
      response.write(chunk({ content: 'Hel' }));
      response.once('close', () => {
        closed += 1;
      });
    });
    const [{ id, key }, { key: stays }] = [await makeKey(), await makeKey()];
    const open = async (bearing: string) =>
      fetch(`${url}/v1/chat/completions`, {
        method: 'POST',
        headers: bearer(bearing),
        body: JSON.stringify({ messages: [{ role: 'user', content: 'hi' }], stream: true }),
      });
    const streams = await Promise.all([open(key), open(key)]);
    const other = await open(stays);

    const deletedAt = performance.now();
    await processes[1].keys.remove(id, ROOT);
    const texts = await Promise.all(streams.map((reply) => reply.text()));

    expect(performance.now() - deletedAt).toBeLessThan(2_000);
    for (const text of texts) {
      expect(text).toContain('Hel');
      expect(text).toMatch(/data: \{"error":\{.*"code":"invalid_api_key"\}\}\n\n$/);
    }
    await expect.poll(() => closed).toBe(2);
    await other.body?.cancel();
  });
});
