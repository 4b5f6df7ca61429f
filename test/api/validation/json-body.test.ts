import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { post, serveApp, testParts } from '../test-app.js';
import { useTestState } from '../test-state.js';

const state = useTestState();

test('text that is no JSON is refused where it stops being it', async () => {
  const url = await serveApp(testParts(state()));

  const reply = await post(`${url}/api/v1/search`, '{"query": }');

  expect(reply.status).toBe(422);
  expect(await reply.json()).toEqual({
    detail: [
      {
        type: 'json_invalid',
        loc: ['body', 10],
        msg: 'JSON decode error',
        input: {},
        ctx: { error: 'Expecting value' },
      },
    ],
  });
});

test.each(['', ' ', 'null'])('a body of %j is a missing one', async (body) => {
  const url = await serveApp(testParts(state()));

  const reply = await post(`${url}/api/v1/search`, body);

  expect(reply.status).toBe(422);
  expect(await reply.json()).toEqual({
    detail: [{ type: 'missing', loc: ['body'], msg: 'Field required', input: null }],
  });
});

test('bytes that are no UTF-8 are refused where they stand', async () => {
  const url = await serveApp(testParts(state()));
  const body = Buffer.concat([Buffer.from('{"query": "'), Buffer.from([0xff]), Buffer.from('"}')]);

  const reply = await fetch(`${url}/api/v1/search`, { method: 'POST', body });

  expect(reply.status).toBe(422);
  expect(await reply.json()).toMatchObject({
    detail: [{ type: 'json_invalid', loc: ['body', 11], ctx: { error: 'Invalid UTF-8' } }],
  });
});

test('half a surrogate pair does not break the store', async () => {
  const url = await serveApp(testParts(state()));

  const reply = await post(`${url}/api/v1/search`, '{"query": "a \\ud800 b"}');

  expect(reply.status).toBe(200);
});

test.each(['application/x-www-form-urlencoded', 'text/plain', 'application/octet-stream'])(
  'JSON is read although it is called %s',
  async (type) => {
    const url = await serveApp(testParts(state()));

    const reply = await post(`${url}/api/v1/search`, { query: 'q' }, { 'content-type': type });

    expect(reply.status).toBe(200);
  },
);

test('a body of 10 MB is refused in words, with the connection closed', async () => {
  const url = await serveApp(testParts(state()));

  const reply = await post(`${url}/api/v1/search`, { query: 'x'.repeat(10_000_000) });

  expect(reply.status).toBe(413);
  expect(await reply.json()).toMatchObject({
    error: 'request_too_large',
    message: 'The body of this request may hold at most 1 MB',
  });
});

test('a text to verify may be larger', async () => {
  const url = await serveApp(testParts(state()));

  const reply = await post(`${url}/api/v1/verify`, { text: 'x'.repeat(1_200_000), evidence: [] });

  expect(reply.status).toBe(422);
});

test('nesting that exhausts a stack is refused', async () => {
  const url = await serveApp(testParts(state()));
  const deep = '['.repeat(200_000) + ']'.repeat(200_000);

  expect((await post(`${url}/api/v1/search`, deep)).status).toBe(422);
  expect((await post(`${url}/api/v1/search`, '['.repeat(200_000))).status).toBe(422);
});

test('a compressed body is refused', async () => {
  const url = await serveApp(testParts(state()));
  const body = gzipSync('{"query": "q"}');

  const reply = await fetch(`${url}/api/v1/search`, {
    method: 'POST',
    body,
    headers: { 'content-encoding': 'gzip' },
  });

  expect(reply.status).toBe(415);
});

test('a caller that leaves in the middle of its body is no error', async () => {
  const errors: unknown[] = [];
  const log = { info() {}, warn() {}, error: (facts: object) => void errors.push(facts) };
  const url = new URL(await serveApp(testParts(state(), { log })));

  await new Promise<void>((resolve) => {
    const sending = request({
      host: url.hostname,
      port: url.port,
      method: 'POST',
      path: '/api/v1/search',
    });
    sending.on('error', () => resolve());
    sending.write('{"query": "');
    setTimeout(() => sending.destroy(new Error('gone')), 100);
  });
  await new Promise((resolve) => setTimeout(resolve, 100));

  expect(errors).toEqual([]);
});
