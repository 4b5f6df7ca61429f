import { expect, test } from 'vitest';
import { noState } from '../no-state.js';
import { post, serveApp, testParts } from '../test-app.js';

const PAGE = 'http://127.0.0.1:8233';

/** Turns bytes around, which shows that they came through. */
const codec = { encode: turn, decode: turn };

async function turn(payloads: { metadata?: unknown; data?: Uint8Array | null }[]) {
  return payloads.map(({ data }) => ({
    metadata: { encoding: Buffer.from('turned') },
    data: Buffer.from(data ?? []).reverse(),
  }));
}

test.each(['encode', 'decode'])('%s takes and gives payloads as Temporal has them', async (way) => {
  const url = await serveApp(testParts(noState(), { codec, temporalPageOrigin: PAGE }));
  const payload = { metadata: { encoding: base64('json/plain') }, data: base64('abc') };

  const reply = await post(`${url}/codec/${way}`, { payloads: [payload] }, { origin: PAGE });

  expect(reply.status).toBe(200);
  expect(reply.headers.get('access-control-allow-origin')).toBe(PAGE);
  expect(await reply.json()).toEqual({
    payloads: [{ metadata: { encoding: base64('turned') }, data: base64('cba') }],
  });
});

test("a browser's preliminary question is answered for Temporal's page alone", async () => {
  const url = await serveApp(testParts(noState(), { codec, temporalPageOrigin: PAGE }));
  const ask = (origin: string) =>
    fetch(`${url}/codec/decode`, { method: 'OPTIONS', headers: { origin } });

  const known = await ask(PAGE);
  const foreign = await ask('http://evil.example');

  expect(known.status).toBe(204);
  expect(known.headers.get('access-control-allow-headers')).toContain('x-namespace');
  expect(foreign.status).toBe(403);
  expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
});

test('what comes through a proxy is refused', async () => {
  const url = await serveApp(testParts(noState(), { codec, temporalPageOrigin: PAGE }));

  const reply = await post(
    `${url}/codec/decode`,
    { payloads: [] },
    { 'x-forwarded-for': '9.9.9.9' },
  );

  expect(reply.status).toBe(403);
});

test('payloads that cannot be decoded are refused in the words of the codec', async () => {
  const decode = async () => {
    throw new Error('no key k1 is known');
  };
  const url = await serveApp(testParts(noState(), { codec: { ...codec, decode } }));

  const reply = await post(`${url}/codec/decode`, { payloads: [] });

  expect(reply.status).toBe(400);
  expect(await reply.json()).toHaveProperty('message', 'no key k1 is known');
});

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
