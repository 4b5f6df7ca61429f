import { once } from 'node:events';
import { Client, Connection } from '@temporalio/client';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import {
  drawPixel,
  type ImageServer,
  PIXEL,
  refuseToDraw,
  startImageServer,
} from '../helpers/image-server.js';
import { storedObjects, storedUnder } from '../helpers/look-into-stores.js';
import { startSmallWeb } from '../helpers/small-web.js';
import { settingsOver, startProduct } from '../helpers/start-product.js';
import { post, startTestStack, type TestStack } from '../helpers/test-stack.js';

const ADMIN = 'sk-scalytics-an-administrator-of-this-test';
const KEYED = { authorization: `Bearer ${ADMIN}` };
const ORDER = { model: 'flux', prompt: 'A red fox', size: '256x256' } as const;

let server: ImageServer;
let stack: TestStack;
let client: OpenAI;

beforeAll(async () => {
  server = await startImageServer();
  stack = await startTestStack({
    IMAGE_PROVIDER_URL: `${server.url}/v1`,
    ADMIN_API_KEY: ADMIN,
  });
  client = new OpenAI({ baseURL: `${stack.url}/v1`, apiKey: ADMIN, maxRetries: 0 });
}, 120_000);

afterAll(async () => {
  await stack?.close();
  server?.close();
});

beforeEach(() => {
  server.answer = drawPixel;
  server.drawn.length = 0;
});

test('an image is made by a model of the list, and its bytes are in no history', async () => {
  const { data: models } = await client.models.list();
  const { data, response } = await client.images.generate(ORDER).withResponse();
  const id = response.headers.get('session-id') ?? '';

  expect(models.find(({ id: name }) => name === 'flux')).toMatchObject({
    owned_by: 'images',
    capabilities: ['images'],
  });
  expect(data.data?.[0]).toMatchObject({
    b64_json: PIXEL.toString('base64'),
    suggested_filename: `a-red-fox-${id.slice(0, 8)}.png`,
  });
  expect(await storedUnder(stack.settings, `runs/${id}/image`)).toHaveLength(1);
  const history = await historyOf(`image-${id}`);
  expect(history.length).toBeLessThanOrEqual(25);
  expect(history.size).toBeLessThanOrEqual(12_000);
  const usage = () => fetch(`${stack.url}/api/admin/usage`, { headers: KEYED });
  await expect
    .poll(async () => (await usage()).json())
    .toMatchObject({ usage: [{ model: 'flux', requests: 1 }] });
});

test('a server that fails is asked again, and one that refuses is told at once', async () => {
  let times = 0;
  server.answer = (response, sent) => {
    times += 1;
    if (times === 1) response.destroy();
    else drawPixel(response, sent);
  };
  const { response } = await client.images.generate(ORDER).withResponse();
  expect(times).toBe(2);
  const session = await sessionOf(response);
  expect(session).toMatchObject({ status: 'completed', mode: 'image', query: 'A red fox' });

  server.answer = refuseToDraw(400, 'Your prompt was rejected');
  const refusal: unknown = await client.images.generate(ORDER).catch((reason) => reason);
  expect(refusal).toBeInstanceOf(OpenAI.BadRequestError);
  expect(String(refusal)).toContain('Your prompt was rejected');
});

test('a cancelled image is stopped at the server, with its steps told until then', async () => {
  const provider = { name: 'sd', kind: 'automatic1111', api_url: server.url };
  const { status } = await post(`${stack.url}/api/admin/providers`, provider, KEYED);
  expect(status).toBe(201);
  server.progress = { sampling_step: 7, sampling_steps: 20 };
  server.answer = () => {}; // it draws until it is interrupted

  const followed = await fetch(`${stack.url}/v1/images/generations`, {
    method: 'POST',
    headers: { ...KEYED, accept: 'text/event-stream' },
    body: JSON.stringify({ ...ORDER, model: 'dreamshaper' }),
  });
  const id = followed.headers.get('session-id') ?? '';
  const cancel = () => post(`${stack.url}/api/v1/sessions/${id}/cancel`, {}, KEYED);
  let text = '';
  for await (const piece of followed.body ?? []) {
    const before = text;
    text += Buffer.from(piece).toString();
    if (text.includes('stage-progress') && !before.includes('stage-progress'))
      expect((await cancel()).status).toBe(202);
  }

  expect(text).toMatch(/event: stage-progress\ndata: .*"stage":"draw","done":7,"total":20/);
  expect(text).toMatch(/event: run-end\ndata: .*"status":"cancelled"/);
  await expect.poll(server.interrupted).toBe(1);
});

test('an image whose process is killed is made by the next, asked for once more and kept once', async () => {
  const web = await startSmallWeb([]);
  onTestFinished(() => web.close());
  const settings = {
    ...(await settingsOver(web)),
    IMAGE_PROVIDER_URL: `${server.url}/v1`,
    ADMIN_API_KEY: ADMIN,
  };
  const url = `http://127.0.0.1:${settings.PORT}`;
  const first = await startProduct(settings);
  server.answer = () => {};
  const reply = await fetch(`${url}/v1/images/generations`, {
    method: 'POST',
    headers: { ...KEYED, accept: 'text/event-stream' },
    body: JSON.stringify(ORDER),
  });
  const id = reply.headers.get('session-id') ?? '';
  await expect.poll(() => server.drawn.length, { timeout: 20_000 }).toBe(1);
  const ended = once(first, 'exit');
  first.kill('SIGKILL');
  await ended;
  await reply.text().catch(() => '');
  server.answer = drawPixel;

  await startProduct(settings);
  const rest = await fetch(`${url}/api/v1/sessions/${id}/events`, { headers: KEYED });
  expect(await rest.text()).toMatch(/event: run-end\ndata: .*"status":"completed"/);

  expect(server.drawn).toHaveLength(2);
  const folder = `runs/${id}/image`;
  const [kept = '', ...more] = await storedUnder(settings, folder);
  expect(more).toEqual([]);
  const objects = await storedObjects(settings);
  expect(Buffer.from(await objects.get(`${folder}/${kept}`))).toEqual(PIXEL);
}, 120_000);

async function sessionOf(response: Response): Promise<unknown> {
  const id = response.headers.get('session-id');
  return (await fetch(`${stack.url}/api/v1/sessions/${id}`, { headers: KEYED })).json();
}

async function historyOf(workflowId: string): Promise<{ length: number; size: number }> {
  const using = stack.components.find(({ name }) => name === 'Temporal')?.using ?? '';
  const connection = await Connection.connect({
    address: /127\.0\.0\.1:\d+/.exec(using)?.[0] ?? '',
  });
  const handle = new Client({ connection }).workflow.getHandle(workflowId);
  const { historyLength, historySize = 0 } = await handle.describe();
  await connection.close();
  return { length: historyLength, size: historySize };
}
