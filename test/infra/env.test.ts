import { expect, test } from 'vitest';
import { readEnv } from '../../infra/env.js';

test('nothing is required, and the address is loopback', () => {
  expect(readEnv({})).toMatchObject({ HOST: '127.0.0.1', PORT: 8001, MODEL_CONCURRENCY: 1 });
});

test('an empty setting counts as unset', () => {
  expect(readEnv({ SEARXNG_URL: '', PORT: '' })).toMatchObject({ PORT: 8001 });
});

test('lists are split at commas', () => {
  const { ALLOWED_PRIVATE_HOSTS } = readEnv({ ALLOWED_PRIVATE_HOSTS: ' a:1, b:2 ,' });
  expect(ALLOWED_PRIVATE_HOSTS).toEqual(['a:1', 'b:2']);
});

test('a bad setting is refused by name, and all of them at once', () => {
  const bad = () => readEnv({ PORT: 'eighty', SEARXNG_URL: 'ftp://x' });
  expect(bad).toThrow(/PORT/);
  expect(bad).toThrow(/SEARXNG_URL/);
});

test('documents have at most as many pages as the history of one ingestion bears', () => {
  expect(readEnv({ DOCUMENT_PAGES: '20000' }).DOCUMENT_PAGES).toBe(20_000);
  expect(() => readEnv({ DOCUMENT_PAGES: '20001' })).toThrow(/DOCUMENT_PAGES/);
});

test('names of collections begin with what Weaviate takes for the beginning of one', () => {
  expect(readEnv({}).WEAVIATE_PREFIX).toBe('Plumbline');
  expect(readEnv({ WEAVIATE_PREFIX: 'Second' }).WEAVIATE_PREFIX).toBe('Second');
  for (const bad of ['second', '2nd', 'Sec_ond', 'Über'])
    expect(() => readEnv({ WEAVIATE_PREFIX: bad })).toThrow(/WEAVIATE_PREFIX/);
});
