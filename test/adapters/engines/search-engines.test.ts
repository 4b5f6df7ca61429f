import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createSearchEngines } from '../../../adapters/engines/search-engines.js';
import { serve, serveJson } from '../../helpers/serve.js';

const never = new AbortController().signal;
const docs = fileURLToPath(new URL('../../../docs', import.meta.url));
const base = { keyless: true, contact: 'ops@example.org', handbookFolder: docs };

function names(engines: readonly { name: string }[]): string[] {
  return engines.map(({ name }) => name);
}

test('auto tries all that is configured, the handbook last', () => {
  const engines = createSearchEngines({
    ...base,
    searxngUrl: 'http://127.0.0.1:1',
    serperApiKey: 'k',
    perplexityApiKey: 'k',
  });
  expect(names(engines.inOrder('auto'))).toEqual([
    'searxng',
    'serper',
    'perplexity',
    'federation',
    'handbook',
  ]);
});

test('without settings the free services and the handbook remain, or the handbook alone', () => {
  expect(names(createSearchEngines(base).inOrder('auto'))).toEqual(['federation', 'handbook']);
  const offline = createSearchEngines({ ...base, keyless: false });
  expect(names(offline.inOrder('auto'))).toEqual(['handbook']);
});

test('a named engine is asked alone', () => {
  const engines = createSearchEngines({ ...base, serperApiKey: 'k' });
  expect(names(engines.inOrder('serperdev'))).toEqual(['serper']);
});

test.each([
  ['searxng', 'SEARXNG_URL'],
  ['serperdev', 'SERPER_API_KEY'],
  ['perplexity', 'PERPLEXITY_API_KEY'],
] as const)('%s without its setting is an error that names %s', (choice, setting) => {
  expect(() => createSearchEngines(base).inOrder(choice)).toThrow(
    expect.objectContaining({ code: 'not-configured', message: expect.stringContaining(setting) }),
  );
});

test('the table tells what is ready, what is off and which setting is missing', () => {
  const engines = createSearchEngines({
    ...base,
    keyless: false,
    searxngUrl: 'http://me:pw@127.0.0.1:1',
  });
  expect(engines.describe()).toEqual([
    { name: 'searxng', state: 'ready', why: 'at http://127.0.0.1:1' },
    { name: 'serper', state: 'off', why: 'SERPER_API_KEY is not set' },
    { name: 'perplexity', state: 'off', why: 'PERPLEXITY_API_KEY is not set' },
    { name: 'federation', state: 'off', why: 'KEYLESS_SEARCH is false' },
    { name: 'handbook', state: 'ready', why: expect.stringContaining('documentation') },
  ]);
});

test('an engine that is blocked is degraded in the table and not asked again', async () => {
  let calls = 0;
  const searxngUrl = await serve((_, response) => {
    calls += 1;
    response.writeHead(429, { 'retry-after': '60' }).end();
  });
  const engines = createSearchEngines({ ...base, searxngUrl });
  const [searxng] = engines.inOrder('auto');
  const query = { text: 'x', limit: 5 };
  await expect(searxng?.search(query, never)).rejects.toMatchObject({ code: 'rate-limited' });
  const [again] = engines.inOrder('searxng');
  await expect(again?.search(query, never)).rejects.toMatchObject({ code: 'unavailable' });
  expect(calls).toBe(1);
  expect(engines.describe()[0]).toMatchObject({
    state: 'degraded',
    why: expect.stringMatching(/^searxng is paused until .*429/),
  });
});

test('a query without a language is asked in that of the instance', async () => {
  const asked: string[] = [];
  const searxngUrl = await serve((request, response) => {
    asked.push(new URL(request.url ?? '', 'http://x').searchParams.get('language') ?? '');
    response.end(JSON.stringify({ results: [] }));
  });
  const [engine] = createSearchEngines({ ...base, searxngUrl, language: 'fr' }).inOrder('searxng');
  await engine?.search({ text: 'x', limit: 1 }, never);
  await engine?.search({ text: 'x', limit: 1, language: 'de' }, never);
  expect(asked).toEqual(['fr', 'de']);
});

test('the handbook answers when everything before it has failed', async () => {
  const searxngUrl = await serveJson({}, 500);
  const engines = createSearchEngines({ ...base, keyless: false, searxngUrl }).inOrder('auto');
  const outcomes = await Promise.allSettled(
    engines.map((engine) => engine.search({ text: 'What is Plumbline?', limit: 3 }, never)),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
});
