import { createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { callJson, callText } from '../../../adapters/http/call.js';
import { serve, serveJson } from '../../helpers/serve.js';

const Shape = z.object({ name: z.string() });
const never = new AbortController().signal;

test('a reply of the right shape is given as that shape', async () => {
  const url = new URL(await serveJson({ name: 'box', more: 1 }));
  expect(await callJson({ service: 'box', url }, Shape, never)).toEqual({ name: 'box' });
});

test.each([
  [400, 'bad-input'],
  [401, 'refused'],
  [402, 'refused'],
  [403, 'refused'],
  [404, 'not-found'],
  [413, 'too-large'],
  [429, 'rate-limited'],
  [500, 'unavailable'],
  [503, 'unavailable'],
])('status %i is the failure %s, in the words of the service', async (status, code) => {
  const url = new URL(await serveJson({ error: { message: 'because' } }, status));
  await expect(callText({ service: 'box', url }, never)).rejects.toMatchObject({
    code,
    message: `box answered ${status}: because`,
  });
});

test('Retry-After in seconds comes in milliseconds', async () => {
  const url = await serve((_, response) =>
    response.writeHead(429, { 'retry-after': '7' }).end('slow down'),
  );
  await expect(callText({ service: 'box', url: new URL(url) }, never)).rejects.toMatchObject({
    code: 'rate-limited',
    retryAfterMs: 7_000,
  });
});

test('advice for a status joins its message', async () => {
  const url = new URL(await serveJson({}, 403));
  const call = { service: 'box', url, advice: { 403: 'Set the key.' } };
  await expect(callText(call, never)).rejects.toThrow(/403.*Set the key\./);
});

test('a server that is silent is stalled at the time limit', async () => {
  const url = new URL(await serve(() => {}));
  await expect(callText({ service: 'box', url, timeoutMs: 60 }, never)).rejects.toMatchObject({
    code: 'stalled',
    message: 'box did not answer within 0.06 s',
  });
});

test('a server that stops in the middle of its reply is stalled too', async () => {
  const url = new URL(await serve((_, response) => void response.write('{')));
  await expect(callText({ service: 'box', url, timeoutMs: 60 }, never)).rejects.toMatchObject({
    code: 'stalled',
  });
});

test('a cancelled call throws the reason of its signal', async () => {
  const url = new URL(await serve(() => {}));
  const controller = new AbortController();
  const reason = new Error('the run was cancelled');
  setTimeout(() => controller.abort(reason), 30);
  await expect(callText({ service: 'box', url }, controller.signal)).rejects.toBe(reason);
});

test('a call cancelled before it starts reaches no server', async () => {
  let calls = 0;
  const url = new URL(await serve((_, response) => response.end(String(calls++))));
  const reason = new Error('the run was cancelled');
  await expect(callText({ service: 'box', url }, AbortSignal.abort(reason))).rejects.toBe(reason);
  expect(calls).toBe(0);
});

test('a port where nobody listens is unavailable and named', async () => {
  const url = new URL('http://127.0.0.1:1/');
  await expect(callText({ service: 'box', url }, never)).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('box cannot be reached at http://127.0.0.1:1'),
  });
});

test('a connection that is cut is unavailable', async () => {
  const url = new URL(await serve((request) => request.socket.destroy()));
  await expect(callText({ service: 'box', url }, never)).rejects.toMatchObject({
    code: 'unavailable',
  });
});

test('a reply past the cap is too large, compressed or not', async () => {
  const bomb = gzipSync(Buffer.alloc(3_000_000));
  const url = await serve((_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
  );
  const call = { service: 'box', url: new URL(url), maxBytes: 1_000_000 };
  expect(bomb.byteLength).toBeLessThan(call.maxBytes);
  await expect(callText(call, never)).rejects.toMatchObject({ code: 'too-large' });
});

test.each([
  ['{"name": ', 'bad-reply', 'something else instead of JSON'],
  ['', 'bad-reply', 'something else instead of JSON'],
  ['<!doctype html><title>Search</title>', 'bad-reply', 'a web page instead of JSON'],
  ['{"name": 1}', 'bad-reply', 'unknown shape (name:'],
  ['<html><head><title>Just a moment...</title>', 'blocked', 'captcha'],
  ['<html><div class="g-recaptcha"></div></html>', 'blocked', 'captcha'],
])('the reply %j is %s', async (body, code, message) => {
  const url = new URL(await serve((_, response) => response.end(body)));
  await expect(callJson({ service: 'box', url }, Shape, never)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message),
  });
});

test('a challenge of a protecting proxy is a block, whatever its status', async () => {
  const url = await serve((_, response) =>
    response.writeHead(403, { 'cf-mitigated': 'challenge', 'content-type': 'text/html' }).end('x'),
  );
  await expect(callText({ service: 'box', url: new URL(url) }, never)).rejects.toMatchObject({
    code: 'blocked',
  });
});

test('a body is posted as JSON and never sent on to another address', async () => {
  const other: string[] = [];
  const target = await serve((request, response) => {
    other.push(request.url ?? '');
    response.end('{}');
  });
  const url = await serve((_, response) => response.writeHead(307, { location: target }).end());
  const call = { service: 'box', url: new URL(url), headers: { 'x-api-key': 'k' }, body: {} };
  await expect(callText(call, never)).rejects.toMatchObject({ code: 'bad-reply' });
  expect(other).toEqual([]);
});

test('user and password of an address travel as basic authentication', async () => {
  const url = await serve((request, response) => response.end(request.headers.authorization));
  const call = { service: 'box', url: new URL(url.replace('//', '//user:p%40ss@')) };
  expect(await callText(call, never)).toBe(`Basic ${Buffer.from('user:p@ss').toString('base64')}`);
});

test('what is not HTTP at all is unavailable', async () => {
  const server = createServer((socket) => socket.end('220 mail ready\r\n'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const url = new URL(`http://127.0.0.1:${port}`);
  await expect(callText({ service: 'box', url }, never)).rejects.toMatchObject({
    code: 'unavailable',
  });
  server.close();
});
