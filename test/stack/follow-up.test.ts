import { expect, test } from 'vitest';
import { ResearchResult } from '../../contracts/research.js';
import { SearchResult } from '../../contracts/search.js';
import { useSmallWebStack } from '../helpers/small-web-stack.js';
import { post } from '../helpers/test-stack.js';

const { web, stack } = useSmallWebStack();

function pagesRead(): string[] {
  return web().asked.filter((path) => !path.startsWith('/search'));
}

async function research(body: Record<string, unknown>): Promise<ResearchResult> {
  const { status, json } = await post(`${stack().url}/api/v1/research`, body);
  expect(status, JSON.stringify(json)).toBe(200);
  return ResearchResult.parse(json);
}

test('a research follows a search up with its pages, and outlives its deletion', async () => {
  const { json } = await post(`${stack().url}/api/v1/search`, {
    query: 'How deep is Lake Baikal?',
  });
  const { session_id, sources } = SearchResult.parse(json);
  expect(sources[0]?.read_at).toMatch(/Z$/);

  const followed = await research({ query: 'How deep is it?', follow_up_of: session_id });

  expect(new Set(pagesRead()).size).toBe(pagesRead().length);
  expect(followed.query).toBe('How deep is it?');
  expect(followed.findings).toContain('1,642 metres');
  expect(followed.execution_steps[0]).toMatchObject({ iteration: 0, pages_read: 0, queries: [] });
  expect(followed.execution_steps[0]?.sources_found).toBeGreaterThan(0);
  const cited = followed.citations.find(({ url }) => url.endsWith('/lake-baikal'));
  expect(cited?.read_at).toBe(sources.find(({ url }) => url === cited?.url)?.read_at);
  expect(followed.citations.map(({ source_id }) => source_id)).toEqual(
    followed.citations.map((_, at) => String(at + 1)),
  );

  await fetch(`${stack().url}/api/v1/sessions/${session_id}`, { method: 'DELETE' });
  const gone = await post(`${stack().url}/api/v1/research`, {
    query: 'How deep is it?',
    follow_up_of: session_id,
  });
  expect(gone.status).toBe(404);
  const again = await research({ query: 'And how deep?', follow_up_of: followed.session_id });
  expect(again.findings).toContain('1,642 metres');
  expect(new Set(pagesRead()).size).toBe(pagesRead().length);
});

test('snippets of a search in speed mode are taken over too, and the pages are read then', async () => {
  const { json } = await post(`${stack().url}/api/v1/search`, {
    query: 'How heavy is the Baikal seal?',
    mode: 'speed',
  });
  const { session_id } = SearchResult.parse(json);

  const followed = await research({
    query: 'What do adult Baikal seals weigh?',
    follow_up_of: session_id,
    max_iterations: 1,
  });

  expect(followed.execution_steps.map(({ iteration }) => iteration)).toEqual([0, 1]);
  expect(followed.findings).toContain('70 kilograms');
});
