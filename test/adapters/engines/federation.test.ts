import { expect, test } from 'vitest';
import { createFederation } from '../../../adapters/engines/federation.js';
import { type FailureCode, ServiceError } from '../../../contracts/failures.js';
import type { SearchEngine } from '../../../contracts/search-engines.js';

const never = new AbortController().signal;
const query = { text: 'x', limit: 10 };
const always = () => true;

function finding(name: string, ...paths: string[]): SearchEngine {
  const hits = paths.map((path) => ({
    url: `https://example.org/${path}`,
    title: path,
    snippet: '',
    engine: name,
  }));
  return { name, search: async () => ({ hits, warnings: [] }) };
}

function failing(name: string, code: FailureCode, retryAfterMs?: number): SearchEngine {
  return {
    name,
    search: () => Promise.reject(new ServiceError(code, `${name} is ${code}`, { retryAfterMs })),
  };
}

function federate(...engines: SearchEngine[]): SearchEngine {
  return createFederation(engines.map((engine) => ({ engine, suits: always })));
}

test('results are taken in turns by rank, each page once, and keep the name of their engine', async () => {
  const engine = federate(finding('a', '1', '2', '3'), finding('b', '4', '2'));
  const { hits } = await engine.search(query, never);
  expect(hits.map(({ title, engine: name }) => `${title}${name}`)).toEqual([
    '1a',
    '4b',
    '2a',
    '3a',
  ]);
});

test('a limit is kept', async () => {
  const engine = federate(finding('a', '1', '2', '3'), finding('b', '4', '5'));
  const { hits } = await engine.search({ ...query, limit: 3 }, never);
  expect(hits.map(({ title }) => title)).toEqual(['1', '4', '2']);
});

test('an engine that fails is a warning while another one answers', async () => {
  const engine = federate(failing('a', 'stalled'), finding('b', '1'));
  expect(await engine.search(query, never)).toEqual({
    hits: [expect.objectContaining({ title: '1' })],
    warnings: [{ code: 'engine-failed', message: 'a is stalled.', subject: 'a' }],
  });
});

test('an engine that finds nothing while another one fails is an empty reply with a warning', async () => {
  const { hits, warnings } = await federate(failing('a', 'stalled'), finding('b')).search(
    query,
    never,
  );
  expect(hits).toEqual([]);
  expect(warnings).toHaveLength(1);
});

test('when all fail the federation fails and names each', async () => {
  const both = federate(failing('a', 'stalled'), failing('b', 'rate-limited', 5_000));
  await expect(both.search(query, never)).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('a is stalled; b is rate-limited'),
    retryAfterMs: 5_000,
  });
  const same = federate(failing('a', 'blocked'), failing('b', 'blocked'));
  await expect(same.search(query, never)).rejects.toMatchObject({ code: 'blocked' });
});

test('engines that do not suit a question are not asked', async () => {
  const engine = createFederation([
    { engine: finding('a', '1'), suits: (question) => question.includes('quantum') },
    { engine: finding('b', '2'), suits: always },
  ]);
  const plain = await engine.search(query, never);
  const scholarly = await engine.search({ ...query, text: 'quantum' }, never);
  expect([plain.hits.length, scholarly.hits.length]).toEqual([1, 2]);
});

test('a cancelled search throws its reason and not a failure of engines', async () => {
  const controller = new AbortController();
  const reason = new Error('cancelled');
  const slow: SearchEngine = {
    name: 'slow',
    search: (_query, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
  };
  const search = federate(slow, failing('b', 'stalled')).search(query, controller.signal);
  controller.abort(reason);
  await expect(search).rejects.toBe(reason);
});
