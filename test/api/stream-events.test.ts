import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { Router } from '@koa/router';
import Koa from 'koa';
import { expect, test, vi } from 'vitest';
import type { ApiState } from '../../api/api-context.js';
import { API_TIMING } from '../../api/api-timing.js';
import { endRevoked } from '../../api/end-revoked.js';
import type { EventStream } from '../../api/event-stream.js';
import { SSE_HEARTBEAT } from '../../api/sse.js';
import { streamEvents } from '../../api/stream-events.js';
import type { CallerDirectory } from '../../contracts/callers.js';
import { serve } from '../helpers/serve.js';
import { bearer, scriptedCallers } from './scripted-callers.js';

const LARGE = 'x'.repeat(100_000);

test('what is written arrives in order, and the answer ends with its teller', async () => {
  const { url } = await serveStream(async (stream) => {
    for (const text of ['one,', 'two,', 'three']) await stream.write(text);
  });

  const reply = await fetch(url);

  expect(reply.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(await reply.text()).toBe('one,two,three');
});

test('a HEAD is answered at once, and nothing is followed for it', async () => {
  const { url, streams } = await serveStream(untilLetGo);

  const reply = await fetch(url, { method: 'HEAD' });

  expect(reply.status).toBe(200);
  expect(streams[0]?.signal.aborted).toBe(true);
});

test('a teller that fails breaks the answer off, and the failure is told', async () => {
  const { url, errors } = await serveStream(async (stream) => {
    await stream.write('one');
    await new Promise(setImmediate);
    throw new Error('the disk is gone');
  });

  const reply = await fetch(url);

  await expect(reply.text()).rejects.toThrow('terminated');
  expect(errors).toEqual([new Error('the disk is gone')]);
});

test('the service closing lets the teller go, whose last words still arrive', async () => {
  const closing = new AbortController();
  const { url } = await serveStream(
    async (stream) => {
      await stream.write('one,');
      await untilLetGo(stream);
      await stream.write('last');
    },
    { closing: closing.signal },
  );
  const reply = await fetch(url);

  closing.abort();

  expect(await reply.text()).toBe('one,last');
});

test('a client that does not read is waited for, and no heartbeats pile up meanwhile', async () => {
  let beats = 0;
  let written = 0;
  const heartbeat = () => {
    beats += 1;
    return SSE_HEARTBEAT;
  };
  const { url } = await serveStream(
    async (stream) => {
      while (written < 300) {
        await stream.write(LARGE);
        written += 1;
      }
    },
    { heartbeat, idleMs: 1 },
  );
  const reply = await deaf(url);
  await stillness(() => written);

  const before = beats;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(beats).toBe(before);
  expect(written).toBeLessThan(300);

  reply.resume();
  await once(reply, 'end');
  expect(written).toBe(300);
});

test.each([
  ['reads', true],
  ['does not read', false],
])('a stream whose key is deleted lets its teller go where the client %s', async (_how, reads) => {
  let good = true;
  const known = scriptedCallers();
  const callers: CallerDirectory = {
    identify: async (key) => (good ? known.identify(key) : { refused: 'unknown' }),
  };
  const tell = async (stream: EventStream) => {
    await stream.write('one');
    while (!reads && !stream.signal.aborted) await stream.write(LARGE);
    await untilLetGo(stream);
    await stream.write('too late');
  };
  const { url, streams } = await serveStream(tell, { callers });
  const reply = await deaf(url, bearer('sk-ada'));

  good = false;

  await vi.waitFor(() => expect(streams[0]?.signal.aborted).toBe(true));
  const text = await textOf(reply);
  expect(text.slice(text.lastIndexOf('event: '))).toBe(
    'event: error\ndata: {"error":"invalid_api_key","message":"This key is not known here, or was deleted"}\n\n',
  );
});

interface Options {
  readonly closing?: AbortSignal;
  readonly idleMs?: number;
  readonly callers?: CallerDirectory;
  heartbeat?(): string;
}

/** A server whose one answer is told by `tell`. */
async function serveStream(
  tell: (stream: EventStream) => Promise<void>,
  {
    closing = new AbortController().signal,
    idleMs = 60_000,
    callers = scriptedCallers(),
    heartbeat = () => SSE_HEARTBEAT,
  }: Options = {},
) {
  const streams: EventStream[] = [];
  const errors: unknown[] = [];
  const router = new Router<ApiState>();
  router.get('/api/v1/events', (ctx) => {
    streamEvents(ctx, { closing, idleMs, heartbeat }, (stream) => {
      streams.push(stream);
      return tell(stream);
    });
  });
  const app = new Koa<ApiState>();
  app.on('error', (error) => void errors.push(error));
  const timing = { ...API_TIMING, keyCheckMs: 5 };
  app.use(endRevoked({ callers, timing, debug: false })).use(router.routes());
  const answer = app.callback();
  const address = await serve((request, response) => void answer(request, response));
  return { url: `${address}/api/v1/events`, streams, errors };
}

async function untilLetGo({ signal }: EventStream): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

/** Resolves when the count has not grown for a while. */
async function stillness(count: () => number): Promise<void> {
  for (let before = -1; before !== count(); ) {
    before = count();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The reply of a client that reads its head alone. */
async function deaf(url: string, headers = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, resolve).on('error', reject);
  });
}

async function textOf(reply: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of reply.setEncoding('utf8')) text += piece;
  return text;
}
