import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { createLinkSigner } from '../../../../adapters/access/link-signer.js';
import type { AppParts } from '../../../../api/api-parts.js';
import { API_TIMING } from '../../../../api/api-timing.js';
import { PIXEL } from '../../../helpers/image-server.js';
import { drawingGateway, drawsImage } from '../../draws-image.js';
import { bearer } from '../../scripted-callers.js';
import { endsWith, goesOn, type Script, scriptedStarter } from '../../scripted-starter.js';
import { post, serveApp, testParts } from '../../test-app.js';
import { useTestState } from '../../test-state.js';

const state = useTestState();
const ORDER = { model: 'flux', prompt: 'a fox', size: '512x512' } as const;

async function imageApi(script: Script = drawsImage, changes: Partial<AppParts> = {}) {
  const starter = scriptedStarter(state(), script);
  const gateway = drawingGateway();
  const parts = testParts(state(), { starter, gateway, openAccess: false, ...changes });
  const url = await serveApp(parts);
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'sk-ada', maxRetries: 0 });
  const order = (body: object = ORDER, headers = {}) =>
    post(`${url}/v1/images/generations`, body, { ...bearer('sk-ada'), ...headers });
  return { url, client, starter, order };
}

describe('an image', () => {
  test("comes as text to OpenAI's own client, under the name that was asked for", async () => {
    const { client, starter } = await imageApi();

    const { data, response } = await client.images.generate(ORDER).withResponse();

    expect(data).toEqual({
      created: 1_700_000_000,
      data: [
        {
          b64_json: PIXEL.toString('base64'),
          revised_prompt: 'a red fox',
          suggested_filename: 'a-狐.png',
        },
      ],
    });
    const id = response.headers.get('session-id') ?? '';
    expect(starter.asked.started).toMatchObject([
      {
        kind: 'image',
        owner: 'ada',
        workflowId: `image-${id}`,
        input: { request: { query: 'a fox', model: 'flux', size: '512x512', via: ['test'] } },
      },
    ]);
  });

  test('comes as an address that needs no key, with its type and its name', async () => {
    const { client } = await imageApi();

    const { data = [] } = await client.images.generate({ ...ORDER, response_format: 'url' });
    const reply = await fetch(data[0]?.url ?? '');

    expect(reply.status).toBe(200);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(PIXEL.length),
      'content-disposition': `inline; filename="a-?.png"; filename*=UTF-8''a-%E7%8B%90.png`,
      'content-security-policy': expect.stringContaining('sandbox'),
      'cache-control': expect.stringMatching(/^private, max-age=\d+$/),
    });
    expect(Buffer.from(await reply.arrayBuffer())).toEqual(PIXEL);
  });

  test('can be watched by its events instead', async () => {
    const { order } = await imageApi();

    const reply = await order(ORDER, { accept: 'text/event-stream' });

    const text = await reply.text();
    expect(text).toContain('event: run-start');
    expect(text).toMatch(/event: run-end\ndata: .*"status":"completed"/);
    expect(text).not.toContain(PIXEL.toString('base64'));
  });

  test('asked for twice under one key is one image', async () => {
    const { order, starter } = await imageApi();
    const key = { 'idempotency-key': 'once' };

    const first = await (await order(ORDER, key)).json();
    const second = await (await order(ORDER, key)).json();

    expect(second).toEqual(first);
    expect(starter.asked.started).toHaveLength(1);
  });

  test('goes on when its caller leaves', async () => {
    let finish: (() => Promise<void>) | undefined;
    const { url, starter } = await imageApi(async (run, own) => {
      await goesOn(run, own);
      finish = () => drawsImage(run, own);
    });
    const leaving = new AbortController();
    const order = fetch(`${url}/v1/images/generations`, {
      method: 'POST',
      headers: bearer('sk-ada'),
      body: JSON.stringify(ORDER),
      signal: leaving.signal,
    }).catch(() => undefined);
    await expect.poll(() => finish).toBeDefined();

    leaving.abort();
    await order;
    await finish?.();

    const id = starter.asked.started[0]?.input.runId;
    const image = await fetch(`${url}/api/v1/images/${id}`, { headers: bearer('sk-ada') });
    expect(image.status).toBe(200);
    expect(starter.asked.cancelled).toEqual([]);
  });
});

describe('an order is refused', () => {
  test.each([
    ['for two images', { n: 2 }, 400, 'invalid_value', 'n'],
    ['of no known size', { size: '100x100' }, 400, 'invalid_value', 'size'],
    ['without a prompt', { prompt: undefined }, 400, 'missing_required_parameter', 'prompt'],
    ['without a model', { model: undefined }, 400, 'missing_required_parameter', 'model'],
    ['in an unknown format', { response_format: 'png' }, 400, 'invalid_value', 'response_format'],
    ['of an unknown model', { model: 'nothing' }, 404, 'model_not_found', 'model'],
    ['of a model that chats', { model: 'tiny' }, 400, 'not_an_image_model', 'model'],
  ])('%s', async (_, change, status, code, param) => {
    const { order, starter } = await imageApi();

    const reply = await order({ ...ORDER, ...change });

    expect(reply.status).toBe(status);
    expect(await reply.json()).toMatchObject({ error: { code, param } });
    expect(starter.asked.started).toEqual([]);
  });

  test('with the known models, and where none makes images with what to set', async () => {
    const { order } = await imageApi();
    const { order: without } = await imageApi(drawsImage, { gateway: drawingGateway(false) });

    expect(await (await order({ ...ORDER, model: 'x' })).text()).toContain('tiny, flux');
    expect(await (await without({ ...ORDER, model: 'x' })).text()).toContain('IMAGE_PROVIDER_URL');
    expect(await (await without({ ...ORDER, model: 'tiny' })).text()).toContain(
      'IMAGE_PROVIDER_URL',
    );
  });

  test('to a key without the scope', async () => {
    const { url } = await imageApi();

    const reply = await post(`${url}/v1/images/generations`, ORDER, bearer('sk-chat'));

    expect(reply.status).toBe(403);
    expect(await reply.json()).toMatchObject({ error: { code: 'missing_scope' } });
  });

  test('when it comes through this instance again', async () => {
    const { order } = await imageApi();

    expect((await order(ORDER, { 'x-plumbline-via': 'test' })).status).toBe(508);
  });
});

describe('a run without an image', () => {
  test.each([
    ['bad-input', 'your prompt was rejected', OpenAI.BadRequestError, 'bad_input'],
    ['rate-limited', 'busy', OpenAI.RateLimitError, 'rate_limit_exceeded'],
    ['unavailable', 'the server is away', OpenAI.InternalServerError, 'unavailable'],
  ])('that failed as %s is its typed error', async (error, message, type, code) => {
    const { client } = await imageApi(endsWith({ status: 'failed', error: { error, message } }));

    const failure: unknown = await client.images.generate(ORDER).catch((reason) => reason);

    expect(failure).toBeInstanceOf(type);
    expect(failure).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(Object(failure).headers.get('session-id')).toMatch(/^[\da-f-]{36}$/);
  });

  test('that was cancelled is a conflict, and one that took too long a timeout', async () => {
    const cancelled = await imageApi(endsWith({ status: 'cancelled' }));
    const late = await imageApi(endsWith({ status: 'timed_out' }));

    expect((await cancelled.order()).status).toBe(409);
    const reply = await late.order();
    expect(reply.status).toBe(504);
    expect(await reply.json()).toMatchObject({ error: { code: 'image_timeout' } });
  });

  test('that is late is a timeout, and goes on', async () => {
    const images = { links: createLinkSigner('test'), seconds: 0.1, urlSeconds: 60 };
    const timing = { ...API_TIMING, graceMs: 50 };
    const { order, starter } = await imageApi(goesOn, { images, timing });

    const reply = await order();

    expect(reply.status).toBe(504);
    expect(reply.headers.get('session-id')).toBeTruthy();
    expect(starter.asked.cancelled).toEqual([]);
  });

  test('has no image to show', async () => {
    const { url, order } = await imageApi(endsWith({ status: 'cancelled' }));
    const id = (await order()).headers.get('session-id');

    const reply = await fetch(`${url}/api/v1/images/${id}`, { headers: bearer('sk-ada') });

    expect(reply.status).toBe(409);
    expect(await reply.json()).toMatchObject({ error: 'no_image' });
  });
});

describe('the address of an image', () => {
  test('is no good when it was changed, for another image, or when it has expired', async () => {
    const { url, client } = await imageApi();
    const { data = [] } = await client.images.generate({ ...ORDER, response_format: 'url' });
    const link = new URL(data[0]?.url ?? '');
    const other = (await client.images.generate(ORDER).asResponse()).headers.get('session-id');
    const at = (path: string, query: Record<string, string>) =>
      fetch(`${url}${path}?${new URLSearchParams(query)}`);
    const expires = link.searchParams.get('expires') ?? '';
    const signature = link.searchParams.get('signature') ?? '';
    const id = link.pathname.slice(link.pathname.lastIndexOf('/') + 1);
    const past = Math.floor(Date.now() / 1_000) - 1;

    expect((await at(link.pathname, { expires: `${expires}0`, signature })).status).toBe(403);
    expect((await at(link.pathname, { signature })).status).toBe(403);
    expect((await at(`/api/v1/images/${other}`, { expires, signature })).status).toBe(403);
    const old = { expires: String(past), signature: createLinkSigner('test').sign(id, past) };
    expect((await at(link.pathname, old)).status).toBe(410);
    expect((await at(link.pathname, {})).status).toBe(401);
  });

  test('signed by another instance is not ours', () => {
    const [ours, theirs] = [createLinkSigner('ours'), createLinkSigner('theirs')];

    expect(ours.verify('x', 5, ours.sign('x', 5))).toBe(true);
    expect(ours.verify('x', 5, theirs.sign('x', 5))).toBe(false);
    expect(ours.verify('x', 5, '')).toBe(false);
  });
});
