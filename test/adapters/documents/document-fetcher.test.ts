import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { createDocumentFetcher } from '../../../adapters/documents/document-fetcher.js';
import { serve } from '../../helpers/serve.js';

function fetcher(url: string, allowed = true) {
  const allowedPrivateHosts = allowed ? [new URL(url).host] : [];
  const made = createDocumentFetcher({ allowedPrivateHosts, contact: 'test', maxBytes: 1_000 });
  onTestFinished(() => made.close());
  return made;
}

const signal = new AbortController().signal;

test.each([
  ['/files/report%202024.pdf', undefined, 'report 2024.pdf'],
  ['/download?id=7', undefined, 'download'],
  ['/', undefined, '127.0.0.1'],
  ['/x', 'attachment; filename="a \\"quoted\\" name.pdf"', 'a "quoted" name.pdf'],
  ['/x', 'attachment; filename=plain.pdf', 'plain.pdf'],
  ['/x', "attachment; filename=x.pdf; filename*=UTF-8''%C3%9Cbersicht.pdf", 'Übersicht.pdf'],
  ['/x%E0%A4%A.pdf', undefined, 'x%E0%A4%A.pdf'],
])('the file at %s with the header %j is called %j', async (path, disposition, name) => {
  const url = await serve((_request, response) => {
    const headers = disposition === undefined ? {} : { 'content-disposition': disposition };
    response.writeHead(200, headers).end('body');
  });

  const { filename, body } = await fetcher(url).open(`${url}${path}`, signal);

  expect(filename).toBe(name);
  expect((await buffer(body)).toString()).toBe('body');
});

test('a compressed file comes as it was, after redirects', async () => {
  const url = await serve((request, response) => {
    if (request.url === '/old') response.writeHead(302, { location: '/new.txt' }).end();
    else response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('the text'));
  });

  const { filename, body } = await fetcher(url).open(`${url}/old`, signal);

  expect([filename, (await buffer(body)).toString()]).toEqual(['new.txt', 'the text']);
});

test.each([false, true])(
  'a file above the limit breaks off as too large, compressed: %s',
  async (compressed) => {
    const url = await serve((_request, response) => {
      const text = 'x'.repeat(100_000);
      response.writeHead(200, compressed ? { 'content-encoding': 'gzip' } : {});
      response.end(compressed ? gzipSync(text) : text);
    });

    const { body } = await fetcher(url).open(url, signal);

    await expect(buffer(body)).rejects.toMatchObject({ code: 'too-large' });
  },
);

test('a private address is forbidden, and so is one that a redirect leads to', async () => {
  const inside = await serve((_request, response) => void response.end('secret'));
  const outside = await serve((_request, response) => {
    response.writeHead(302, { location: inside }).end();
  });

  await expect(fetcher(inside, false).open(inside, signal)).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(fetcher(outside).open(outside, signal)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(fetcher(inside).open('file:///etc/passwd', signal)).rejects.toMatchObject({
    code: 'forbidden',
  });
});

test('a server that breaks off, or has no such file, says so', async () => {
  const url = await serve((request, response) => {
    if (request.url === '/gone') response.writeHead(404).end();
    else {
      response.writeHead(200, { 'content-length': '500' });
      response.write('half');
      setTimeout(() => response.destroy(), 50);
    }
  });

  const open = fetcher(url);
  await expect(open.open(`${url}/gone`, signal)).rejects.toMatchObject({ code: 'not-found' });
  const { body } = await open.open(`${url}/half`, signal);
  await expect(buffer(body)).rejects.toMatchObject({ code: 'unavailable' });
});
