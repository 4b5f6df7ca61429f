import { once } from 'node:events';
import OpenAI from 'openai';
import { expect, onTestFinished, test } from 'vitest';
import { chunk, complete, events, scriptOpenAi } from '../adapters/models/scripted-openai.js';
import { startSmallWeb } from '../helpers/small-web.js';
import { settingsOver, startProduct } from '../helpers/start-product.js';
import { post } from '../helpers/test-stack.js';

const KEY = 'sk-scalytics-an-administrator-of-this-test';
const KEYED = { authorization: `Bearer ${KEY}` };
const CHAT = { model: 'active', messages: [{ role: 'user' as const, content: 'hi' }] };

test('a remote instance killed in mid-stream is told by an event, and the next provider takes over', async () => {
  const far = await scriptOpenAi((response) => {
    events(response);
    response.write(chunk({ content: 'Hel' })); // and never more
  });
  const near = await scriptOpenAi(complete('from nearby'), [{ id: 'far/tiny' }]);
  const web = await startSmallWeb([]);
  onTestFinished(() => web.close());
  const [remote, local] = [await settingsOver(web), await settingsOver(web)];
  const shared = { ADMIN_API_KEY: KEY, LOG_LEVEL: 'silent' };
  const [process] = await Promise.all([
    startProduct({ ...remote, ...shared, OPENAI_BASE_URL: far.baseUrl, CHAT_MODEL: 'tiny' }),
    startProduct({ ...local, ...shared }),
  ]);
  const url = `http://127.0.0.1:${local.PORT}`;
  await addProvider(url, { name: 'far', kind: 'plumbline', port: remote.PORT });
  await setActive(url, 'far/tiny');
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: KEY, maxRetries: 0 });

  const stream = await client.chat.completions.create({ ...CHAT, stream: true });
  let text = '';
  const reading = (async () => {
    for await (const { model, choices } of stream) {
      expect(model).toBe('far/tiny');
      text += choices[0]?.delta.content ?? '';
      if (text === 'Hel') process.kill('SIGKILL');
    }
  })();
  await expect(reading).rejects.toThrow(OpenAI.APIError);
  expect(text).toBe('Hel');
  if (process.exitCode === null && process.signalCode === null) await once(process, 'exit');

  const refusal: unknown = await client.chat.completions.create(CHAT).catch((reason) => reason);
  expect(refusal).toBeInstanceOf(OpenAI.InternalServerError);
  expect(refusal).toMatchObject({ status: 503, code: 'unavailable' });

  const second = { name: 'near', kind: 'openai', api_url: near.baseUrl, priority: 200 };
  expect((await post(`${url}/api/admin/providers`, second, KEYED)).status).toBe(201);
  let answer = '';
  for await (const { choices } of await client.chat.completions.create({ ...CHAT, stream: true }))
    answer += choices[0]?.delta.content ?? '';
  expect(answer).toBe('from nearby');
}, 120_000);

async function addProvider(
  url: string,
  { port, ...provider }: { name: string; kind: string; port: string },
): Promise<void> {
  const api_url = `http://127.0.0.1:${port}`;
  const { json } = await post(`${url}/api/admin/providers`, { ...provider, api_url }, KEYED);
  const { id } = Object(json);
  await send(`${url}/api/admin/providers/${id}/key`, 'PUT', { key: KEY });
}

function setActive(url: string, active_model: string): Promise<void> {
  return send(`${url}/api/admin/settings`, 'PATCH', { active_model });
}

async function send(url: string, method: string, body: unknown): Promise<void> {
  const reply = await fetch(url, { method, headers: KEYED, body: JSON.stringify(body) });
  expect(reply.status, await reply.text()).toBe(200);
}
