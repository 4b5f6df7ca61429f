import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createPageReader, type PageReaderOptions } from '../../../adapters/pages/page-reader.js';
import { serve } from '../../helpers/serve.js';
import { makePdf } from './make-pdf.js';

const ARTICLE = `<!doctype html><html lang="en"><head><title>Rivers - Example</title></head><body>
  <nav><a href="/">Home</a></nav><main><h1>Rivers</h1>
  <p>The river rises in the hills and runs for two hundred miles, through forests, fields and towns, to the sea.</p>
  </main></body></html>`;

// A thread starts slowly from source on a busy machine; the limits of single tests are tighter.
const PATIENT = { totalMs: 60_000, parseMs: 30_000 };
const never = new AbortController().signal;

type Reader = ReturnType<typeof createPageReader>;
type Site = Readonly<Record<string, RequestListener>>;

/** Serves paths of a site; a path that is not listed is not found. */
function site(paths: Site): RequestListener {
  return (request, response) => {
    const answer = paths[request.url ?? ''];
    if (answer === undefined) response.writeHead(404).end();
    else answer(request, response);
  };
}

function html(body: string): RequestListener {
  return (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(body);
}

function openReader(base: string, limits: PageReaderOptions['limits'] = {}): Reader {
  const reader = createPageReader({
    allowedPrivateHosts: [new URL(base).host],
    contact: 'reader@example.org',
    limits: { ...PATIENT, ...limits },
  });
  onTestFinished(() => reader.close());
  return reader;
}

test('a page is read with its title, language and main text', { timeout: 60_000 }, async () => {
  const base = await serve(site({ '/rivers': html(ARTICLE) }));
  expect(await openReader(base).read(`${base}/rivers#top`, never)).toMatchObject({
    url: `${base}/rivers`,
    title: 'Rivers',
    language: 'en',
    media_type: 'text/html',
    text: expect.stringMatching(/^The river rises .* to the sea\.$/),
  });
});

describe('one bad page costs that page and nothing else', () => {
  const bad: Site = {
    '/deep': html(`<html><body>${'<div>'.repeat(20_000)}deep`),
    '/bomb': (_request, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' })
        .end(gzipSync(Buffer.alloc(40 * 1024 * 1024, 'a'))),
    '/huge': (_request, response) =>
      response.writeHead(200, { 'content-length': String(1024 ** 3) }).flushHeaders(),
    '/zip': (_request, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(Buffer.from('504b0304140000000800', 'hex')),
    '/empty': (_request, response) => response.writeHead(200).end(),
    '/script': html(
      '<html><body><div id="root"></div><script src="/app.js"></script></body></html>',
    ),
    '/good': html(ARTICLE),
    '/paper': (_request, response) => response.end(makePdf(['Abstract'], { labels: true })),
  };
  let reader: Reader;
  let base: string;

  beforeAll(async () => {
    const { createServer } = await import('node:http');
    const server = createServer(site(bad));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    reader = createPageReader({
      allowedPrivateHosts: [new URL(base).host],
      contact: '',
      limits: PATIENT,
    });
    return async () => {
      server.closeAllConnections();
      server.close();
    };
  });
  afterAll(() => reader.close());

  test.each([
    ['/deep', 'unreadable', 'deeper than 500 levels'],
    ['/bomb', 'too-large', 'larger than 10 MB'],
    ['/huge', 'too-large', 'larger than 10 MB'],
    ['/zip', 'unreadable', 'application/zip'],
    ['/empty', 'unreadable', 'is empty'],
    ['/script', 'unreadable', 'needs JavaScript'],
    ['/missing', 'not-found', 'answered 404'],
  ])('%s is %s', { timeout: 60_000 }, async (path, code, message) => {
    await expect(reader.read(base + path, never)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
    expect((await reader.read(`${base}/good`, never)).title).toBe('Rivers');
  });

  test('a PDF under any name is read by its pages', { timeout: 60_000 }, async () => {
    const { pages } = await reader.read(`${base}/paper`, never);
    expect(pages).toEqual([{ number: 1, label: 'i', text: 'Abstract' }]);
  });
});

test('a page that takes too long to parse is given up alone', { timeout: 60_000 }, async () => {
  const slow = `<html><body>${'<p>words, <a href="/x">and</a> more words</p>'.repeat(60_000)}`;
  const base = await serve(site({ '/slow': html(slow), '/good': html(ARTICLE) }));
  const reader = openReader(base, { parseMs: 300 });
  await expect(reader.read(`${base}/slow`, never)).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining('takes longer than 0.3 s to parse'),
  });
});

test('a page that takes too much memory to parse is given up alone', {
  timeout: 60_000,
}, async () => {
  const greedy = `<html><body>${'<p>a<b>b</b>c<i>d</i></p>'.repeat(300_000)}`;
  const base = await serve(site({ '/greedy': html(greedy), '/good': html(ARTICLE) }));
  const reader = openReader(base, { parseMemoryMb: 64 });
  await expect(reader.read(`${base}/greedy`, never)).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining('more than 64 MB of memory'),
  });
  expect((await reader.read(`${base}/good`, never)).title).toBe('Rivers');
});

test('a page that is not there in time is stalled and names the host', async () => {
  const base = await serve(site({ '/slow': () => {} }));
  const reader = openReader(base, { totalMs: 300 });
  await expect(reader.read(`${base}/slow`, never)).rejects.toMatchObject({
    code: 'stalled',
    message: `the page at ${new URL(base).host} was not read within 0.3 s`,
  });
});

test('a caller that gives up gets its own reason back', async () => {
  const base = await serve(site({ '/slow': () => {} }));
  const caller = new AbortController();
  const reading = openReader(base).read(`${base}/slow`, caller.signal);
  setTimeout(() => caller.abort(new Error('stop')), 50);
  await expect(reading).rejects.toThrow('stop');
});

test('a page that robots.txt forbids is not asked for', { timeout: 60_000 }, async () => {
  let asked = 0;
  const base = await serve(
    site({
      '/robots.txt': html('User-agent: Plumbline\nDisallow: /private'),
      '/private': (request, response) => {
        asked += 1;
        html(ARTICLE)(request, response);
      },
      '/way': (_request, response) => response.writeHead(302, { location: '/private' }).end(),
      '/public': html(ARTICLE),
    }),
  );
  const reader = openReader(base);
  const refusal = { code: 'forbidden', message: expect.stringContaining('robots.txt') };
  await expect(reader.read(`${base}/private`, never)).rejects.toMatchObject(refusal);
  await expect(reader.read(`${base}/way`, never)).rejects.toMatchObject(refusal);
  expect(asked).toBe(0);
  expect((await reader.read(`${base}/public`, never)).title).toBe('Rivers');
});
