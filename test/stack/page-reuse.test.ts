import { expect, test } from 'vitest';
import { ResearchResult } from '../../contracts/research.js';
import { SearchResult } from '../../contracts/search.js';
import { storedObjects } from '../helpers/look-into-stores.js';
import { useSmallWebStack } from '../helpers/small-web-stack.js';
import { post } from '../helpers/test-stack.js';

const { web, stack } = useSmallWebStack({ PAGE_REUSE_HOURS: '24' });
const QUESTION = 'How deep is Lake Baikal?';

/** Pages that were fetched while something was done, each as often as it was. */
async function fetched<T>(work: () => Promise<T>): Promise<{ result: T; pages: string[] }> {
  const before = web().asked.length;
  const result = await work();
  const pages = web()
    .asked.slice(before)
    .filter((path) => !path.startsWith('/search'));
  return { result, pages };
}

async function search(body: Record<string, unknown>): Promise<SearchResult> {
  const { status, json } = await post(`${stack().url}/api/v1/search`, body);
  expect(status, JSON.stringify(json)).toBe(200);
  return SearchResult.parse(json);
}

test('pages that were read are used again, with the time of their reading', async () => {
  const first = await fetched(() => search({ query: QUESTION }));
  const again = await fetched(() => search({ query: QUESTION }));

  expect(first.pages.length).toBeGreaterThan(0);
  expect(again.pages).toEqual([]);
  expect(again.result.answer).toBe(first.result.answer);
  expect(again.result.warnings).toEqual(first.result.warnings);
  const times = (result: SearchResult) => result.sources.map(({ url, read_at }) => [url, read_at]);
  expect(times(again.result)).toEqual(times(first.result));
  expect(again.result.sources[0]?.read_at).toMatch(/^\d{4}-.*Z$/);
});

test('research uses them too, also after the session that read them was deleted', async () => {
  const { session_id } = await search({ query: QUESTION });
  await fetch(`${stack().url}/api/v1/sessions/${session_id}`, { method: 'DELETE' });

  const { result, pages } = await fetched(async () => {
    const { json } = await post(`${stack().url}/api/v1/research`, {
      query: QUESTION,
      max_iterations: 1,
    });
    return ResearchResult.parse(json);
  });

  expect(pages).toEqual([]);
  expect(result.findings).toContain('1,642 metres');
  expect(result.citations[0]?.read_at).toMatch(/Z$/);
});

test.each([
  ['a search that asks for what is new', { query: QUESTION, enable_recency: true }],
  ['a question about a time', { query: 'Lake Baikal news of this week' }],
])('%s reads anew', async (_what, body) => {
  expect((await fetched(() => search(body))).pages.length).toBeGreaterThan(0);
});

test('a page whose text is no longer kept is read anew', async () => {
  await search({ query: QUESTION });
  await (await storedObjects(stack().settings)).deletePrefix('pages');

  const { result, pages } = await fetched(() => search({ query: QUESTION }));

  expect(pages.length).toBeGreaterThan(0);
  expect(result.answer).toContain('1,642 metres');
});
