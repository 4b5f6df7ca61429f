import { expect, test } from 'vitest';
import { openInstance } from '../../../cli/ask/open-instance.js';
import { HomeInUseError } from '../../../infra/home/claim-home.js';
import { serveJson } from '../../helpers/serve.js';
import { scriptedApi } from './scripted-api.js';

const NOBODY = 'http://127.0.0.1:9';
const log = () => {};

test('a running instance is asked and nothing is started', async () => {
  const { url } = await scriptedApi({ search: [] });
  const instance = openInstance({ api: url, start: unexpected, log });

  expect(await instance.url()).toBe(url);
});

test('another service at the address is not taken for an instance', async () => {
  const api = await serveJson({ status: 'ok', service: 'something else' });
  const instance = openInstance({ api, start: async () => stack('http://here'), log });

  expect(await instance.url()).toBe('http://here');
});

test('a stack is started once, and closed', async () => {
  let started = 0;
  let closed = 0;
  const instance = openInstance({
    api: NOBODY,
    log,
    start: async () => {
      started += 1;
      return {
        url: 'http://here',
        close: async () => {
          closed += 1;
        },
      };
    },
  });

  expect([await instance.url(), await instance.url()]).toEqual(['http://here', 'http://here']);
  await instance.close();
  expect([started, closed]).toEqual([1, 1]);
});

test('an owner of the data folder that is about to end is waited for', async () => {
  let tries = 0;
  const instance = openInstance({
    api: NOBODY,
    log,
    start: async () => {
      tries += 1;
      if (tries === 1) throw new HomeInUseError('home', 4711);
      return stack('http://here');
    },
  });

  expect(await instance.url()).toBe('http://here');
});

test('an owner of the data folder that never answers is named', async () => {
  const start = () => Promise.reject(new HomeInUseError('home', 4711));
  const instance = openInstance({ api: NOBODY, start, otherLimitMs: 0, log });

  await expect(instance.url()).rejects.toThrow('4711');
});

function stack(url: string) {
  return { url, close: async () => {} };
}

async function unexpected(): Promise<never> {
  throw new Error('nothing is to be started');
}
