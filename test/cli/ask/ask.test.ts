import { expect, test } from 'vitest';
import { ask } from '../../../cli/ask/ask.js';
import { SearchRequest } from '../../../contracts/search.js';
import { openStream, SESSION, scriptedApi, sse } from './scripted-api.js';

const order = { kind: 'search', request: SearchRequest.parse({ query: 'moon' }) } as const;

test('a run that does not confirm its cancelling is left after the limit', async () => {
  const interrupt = new AbortController();
  const { url } = await scriptedApi({
    search: [
      (response) => {
        openStream(response);
        response.write(sse(1, 'run-start'));
      },
    ],
    cancel: (response) => response.writeHead(202).end(),
  });

  const outcome = await ask({
    order,
    instance: instanceAt(url),
    interrupted: interrupt.signal,
    progress: quietly(() => interrupt.abort()),
    limits: { cancelMs: 100 },
  });

  expect(outcome).toEqual({ interrupted: true, session: SESSION, end: undefined });
});

test('an interruption before the run has an id cancels it as soon as it has one', async () => {
  const interrupt = new AbortController();
  const { url, requests } = await scriptedApi({
    search: [
      (response) => {
        interrupt.abort();
        setTimeout(() => openStream(response), 50);
      },
    ],
    cancel: (response) => response.writeHead(202).end(),
  });

  await ask({
    order,
    instance: instanceAt(url),
    interrupted: interrupt.signal,
    progress: quietly(),
    limits: { cancelMs: 300 },
  });

  expect(requests.at(-1)).toBe(`POST /api/v1/sessions/${SESSION}/cancel`);
});

test('an interruption while the stack starts asks nothing', async () => {
  const outcome = await ask({
    order,
    instance: { url: () => new Promise(() => {}), close: async () => {} },
    interrupted: AbortSignal.abort(),
    progress: quietly(),
  });

  expect(outcome).toEqual({ interrupted: true, session: undefined, end: undefined });
});

function instanceAt(api: string) {
  return { url: async () => api, close: async () => {} };
}

function quietly(onEvent = () => {}) {
  return { note: () => {}, problem: () => {}, event: onEvent, end: () => {} };
}
