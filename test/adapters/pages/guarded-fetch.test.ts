import { once } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { createGuardedFetch, type GuardedFetch } from '../../../adapters/pages/guarded-fetch.js';
import { serve } from '../../helpers/serve.js';

const MAX_BYTES = 1024 * 1024;

function open(allowed: readonly string[], silenceMs = 5_000): GuardedFetch {
  const fetcher = createGuardedFetch({
    allowedPrivateHosts: allowed,
    contact: 'reader@example.org',
    redirects: 5,
    silenceMs,
  });
  onTestFinished(() => fetcher.close());
  return fetcher;
}

/** Serves on loopback and fetches with a guard that allows that one host and port. */
async function get(answer: RequestListener, path = '/', maxBytes = MAX_BYTES) {
  const base = await serve(answer);
  const fetcher = open([new URL(base).host]);
  return fetcher.get(`${base}${path}`, { signal: new AbortController().signal, maxBytes });
}

function plainly(fetcher: GuardedFetch, url: string) {
  return fetcher.get(url, { signal: new AbortController().signal, maxBytes: MAX_BYTES });
}

function reply(
  response: ServerResponse,
  headers: Record<string, string>,
  body: Uint8Array | string,
) {
  response.writeHead(200, headers).end(body);
}

function fastBrotli(data: Buffer): Buffer {
  return brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
}

function textOf({ body }: { body: Uint8Array }): string {
  return Buffer.from(body).toString();
}

test.each([
  '127.0.0.1',
  'localhost',
  'LOCALHOST',
  '127.1',
  '127.0.0.1.',
  '0x7f000001',
  '0x7f.0.0.1',
  '0177.0.0.1',
  '2130706433',
  '0',
  '0.0.0.0',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[0:0:0:0:0:ffff:127.0.0.1]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[2002:7f00:1::]',
  '１２７.０.０.１',
])('a private address spelled %s is refused and never dialled', async (host) => {
  let dialled = 0;
  const server = createTcpServer((socket) => {
    dialled += 1;
    socket.destroy();
  });
  await once(server.listen(0, '::'), 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;

  await expect(plainly(open([]), `http://${host}:${port}/`)).rejects.toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('ALLOWED_PRIVATE_HOSTS'),
  });
  expect(dialled).toBe(0);
});

test('a name for the own machine with a dot behind it reaches nothing', async () => {
  const base = await serve((_request, response) => reply(response, {}, 'secret'));
  const address = `http://localhost.:${new URL(base).port}/`;
  // Some systems know no such name, others resolve it to loopback.
  await expect(plainly(open([]), address)).rejects.toThrow(/private or local|unknown to DNS|DNS/);
});

test.each(['169.254.169.254', '10.0.0.1', '192.168.0.1', '[fd00:ec2::254]'])(
  'the private network and metadata at %s are refused',
  async (host) => {
    await expect(plainly(open([]), `http://${host}/latest/meta-data`)).rejects.toMatchObject({
      code: 'forbidden',
    });
  },
);

test.each([
  'file:///etc/passwd',
  'ftp://example.org/',
  'data:text/html,x',
  'javascript:alert(1)',
  'http://user:secret@example.org/',
  'http://[fe80::1%25eth0]/',
  'not an address',
])('%s is refused', async (address) => {
  await expect(plainly(open([]), address)).rejects.toMatchObject({ code: 'forbidden' });
});

test('a refusal does not repeat the password in an address', async () => {
  await expect(plainly(open([]), 'http://user:secret@example.org/')).rejects.toThrow(
    expect.not.stringContaining('secret'),
  );
});

test('a private host is read when it is allowed by host and port', async () => {
  expect(textOf(await get((_request, response) => reply(response, {}, 'hello')))).toBe('hello');
});

test('an allowed host opens no other port of the same host', async () => {
  const base = await serve((_request, response) => reply(response, {}, 'secret'));
  await expect(plainly(open(['127.0.0.1:1']), base)).rejects.toMatchObject({ code: 'forbidden' });
});

test('a redirect to a private address is refused', async () => {
  const secret = await serve((_request, response) => reply(response, {}, 'secret'));
  await expect(
    get((_request, response) => response.writeHead(302, { location: secret }).end()),
  ).rejects.toMatchObject({ code: 'forbidden' });
});

test('redirects are followed, and the last address is told', async () => {
  const { url, body } = await get((request, response) => {
    if (request.url === '/end') reply(response, {}, 'here');
    else response.writeHead(301, { location: 'end' }).end();
  });
  expect(url.pathname).toBe('/end');
  expect(textOf({ body })).toBe('here');
});

test('the sixth redirect is not followed', async () => {
  let asked = 0;
  const endless: RequestListener = (_request, response) => {
    asked += 1;
    response.writeHead(302, { location: '/again' }).end();
  };
  await expect(get(endless)).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining('redirects more than 5 times'),
  });
  expect(asked).toBe(6);
});

test('the reader names itself and how to reach its owner', async () => {
  let agent: string | undefined;
  await get((request: IncomingMessage, response) => {
    agent = request.headers['user-agent'];
    reply(response, {}, 'x');
  });
  expect(agent).toContain('Plumbline');
  expect(agent).toContain('reader@example.org');
});

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
])('%s is undone', async (encoding, compress) => {
  const fetched = await get((_request, response) =>
    reply(response, { 'content-encoding': encoding }, compress('Wörter')),
  );
  expect(textOf(fetched)).toBe('Wörter');
});

test('stacked encodings are undone in reverse', async () => {
  const fetched = await get((_request, response) =>
    reply(response, { 'content-encoding': 'deflate, gzip' }, gzipSync(deflateSync('twice'))),
  );
  expect(textOf(fetched)).toBe('twice');
});

test.each([
  ['zstd', 'x'],
  ['gzip, gzip, gzip, gzip', 'x'],
])('the encoding %s is unreadable', async (encoding, body) => {
  await expect(
    get((_request, response) => reply(response, { 'content-encoding': encoding }, body)),
  ).rejects.toMatchObject({ code: 'unreadable' });
});

test.each(['gzip', 'deflate', 'br'])(
  'a page wrongly compressed as %s is unreadable',
  async (encoding) => {
    const broken = Buffer.from('this is not compressed at all, whatever the header says');
    await expect(
      get((_request, response) => reply(response, { 'content-encoding': encoding }, broken)),
    ).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('wrongly compressed'),
    });
  },
);

test.each([
  ['gzip', gzipSync],
  ['br', fastBrotli],
])('a %s bomb is cut off at the limit', async (encoding, compress) => {
  const bomb = compress(Buffer.alloc(32 * 1024 * 1024));
  const before = process.memoryUsage().arrayBuffers;
  await expect(
    get((_request, response) => reply(response, { 'content-encoding': encoding }, bomb)),
  ).rejects.toMatchObject({ code: 'too-large', message: expect.stringContaining('1 MB') });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024);
});

test('a declared length above the limit is refused before the body', async () => {
  const declared: RequestListener = (_request, response) => {
    response.writeHead(200, { 'content-length': String(1024 ** 3) }).flushHeaders();
  };
  await expect(get(declared)).rejects.toMatchObject({ code: 'too-large' });
});

test('an endless body is cut off at the limit', async () => {
  let sent = 0;
  const endless: RequestListener = (_request, response) => {
    const chunk = Buffer.alloc(64 * 1024);
    const more = (): void => {
      while (!response.destroyed && response.write(chunk)) sent += chunk.length;
    };
    response.on('drain', more);
    more();
  };
  await expect(get(endless)).rejects.toMatchObject({ code: 'too-large' });
  expect(sent).toBeLessThan(16 * MAX_BYTES);
});

test('a body that may be cut keeps what fits', async () => {
  const base = await serve((_request, response) => reply(response, {}, 'abcdef'));
  const fetched = await open([new URL(base).host]).get(base, {
    signal: new AbortController().signal,
    maxBytes: 4,
    overflow: 'cut',
  });
  expect(textOf(fetched)).toBe('abcd');
});

test.each([
  [404, 'not-found'],
  [410, 'not-found'],
  [401, 'forbidden'],
  [403, 'forbidden'],
  [451, 'forbidden'],
  [429, 'rate-limited'],
  [400, 'unreadable'],
  [500, 'unavailable'],
  [503, 'unavailable'],
])('a reply of %i is %s and says so', async (status, code) => {
  await expect(get((_request, response) => response.writeHead(status).end())).rejects.toMatchObject(
    {
      code,
      message: expect.stringContaining(`answered ${status}`),
    },
  );
});

test('how long a site asks to wait is kept', async () => {
  await expect(
    get((_request, response) => response.writeHead(429, { 'retry-after': '7' }).end()),
  ).rejects.toMatchObject({ code: 'rate-limited', retryAfterMs: 7_000 });
});

test('a refused connection is unavailable and names the host', async () => {
  const closed = createTcpServer();
  await once(closed.listen(0, '127.0.0.1'), 'listening');
  const address = closed.address();
  const port = typeof address === 'object' ? address?.port : 0;
  await new Promise((resolve) => closed.close(resolve));
  await expect(
    plainly(open([`127.0.0.1:${port}`]), `http://127.0.0.1:${port}/`),
  ).rejects.toMatchObject({
    code: 'unavailable',
    message: `127.0.0.1:${port} cannot be reached: the connection was refused`,
  });
});

test('a name that DNS does not know is unavailable and names the host', async () => {
  await expect(plainly(open([]), 'http://no-such-host.invalid/')).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('no-such-host.invalid cannot be reached'),
  });
});

test('plain HTTP on an https address is unavailable and names the host', async () => {
  const base = await serve(() => {});
  const host = new URL(base).host;
  await expect(plainly(open([host]), `https://${host}/`)).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining(`${host} cannot be reached`),
  });
});

test('a connection cut in the middle of a body is unavailable', async () => {
  const cut: RequestListener = (_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half');
    setTimeout(() => response.destroy(), 20);
  };
  await expect(get(cut)).rejects.toMatchObject({ code: 'unavailable' });
});

test('a caller that gives up gets its own reason back', async () => {
  const base = await serve(() => {});
  const caller = new AbortController();
  const reading = open([new URL(base).host]).get(base, {
    signal: caller.signal,
    maxBytes: MAX_BYTES,
  });
  setTimeout(() => caller.abort(new Error('changed my mind')), 30);
  await expect(reading).rejects.toThrow('changed my mind');
});

test('a server that never answers is given up', async () => {
  const base = await serve(() => {});
  await expect(plainly(open([new URL(base).host], 200), base)).rejects.toMatchObject({
    code: 'unavailable',
  });
});

test('an entry of the allowed hosts without a port is refused by name', () => {
  expect(() => open(['intranet'])).toThrow(
    expect.objectContaining({
      code: 'not-configured',
      message: expect.stringContaining('intranet'),
    }),
  );
});
