import { Client, Connection } from '@temporalio/client';
import { expect, test } from 'vitest';
import { SearchResult } from '../../contracts/search.js';
import { Session } from '../../contracts/sessions.js';
import { LAKE_PAGES } from '../helpers/small-web.js';
import { useSmallWebStack } from '../helpers/small-web-stack.js';
import { post } from '../helpers/test-stack.js';

const { web, stack } = useSmallWebStack();

async function search(body: Record<string, unknown>): Promise<SearchResult> {
  const { status, json } = await post(`${stack().url}/api/v1/search`, body);
  expect(status, JSON.stringify(json)).toBe(200);
  return SearchResult.parse(json);
}

const QUESTION = 'How deep is Lake Baikal?';

test('a question is answered from pages, cited, and every sentence checked', async () => {
  const result = await search({ query: QUESTION });
  expect(result.answer).toContain('1,642 metres');
  expect(result.answer).toMatch(/\[\d+\]/);
  expect(result.model_used).toBe('none (extractive)');
  expect(result.sources[0]).toMatchObject({ title: 'Lake Baikal', evidence: 'page' });
  expect(result.grounding_score).toBe(1);
  expect(result.hallucination_count).toBe(0);
  for (const { source, quote } of result.claims) {
    expect(quote).not.toBeNull();
    expect(LAKE_PAGES.some(({ text }) => text.includes(quote ?? ''))).toBe(true);
    expect(source).toBeLessThanOrEqual(result.sources.length);
  }
  expect(result.execution_time).toBeGreaterThan(0);
  expect(result.trace_url).toContain(result.session_id);
});

test('speed mode reads no page and says so of each source', async () => {
  const before = web().asked.filter((path) => !path.startsWith('/search')).length;
  const { sources, mode } = await search({ query: QUESTION, mode: 'speed' });
  expect(mode).toBe('speed');
  expect(new Set(sources.map(({ evidence }) => evidence))).toEqual(new Set(['snippet']));
  expect(web().asked.filter((path) => !path.startsWith('/search')).length).toBe(before);
});

test('max_sources bounds the sources', async () => {
  const { sources } = await search({ query: 'lake river sea Siberia', max_sources: 5 });
  expect(sources).toHaveLength(5);
});

test('timeout is met softly: a page that hangs costs itself, and the answer says so', async () => {
  web().delays.set('/tanganyika', 14_000);
  const started = Date.now();
  const result = await search({ query: 'deepest lake in the world', timeout: 10 });
  web().delays.clear();
  expect(Date.now() - started).toBeLessThan(13_000); // a busy machine is late; the page alone takes 14 s
  expect(result.answer).toContain('Baikal');
  expect(result.warnings.map(({ code }) => code)).toContain('time-short');
});

test('an engine that never answers in time is a 504 whose run stays readable', async () => {
  web().delays.set('/search', 30_000);
  const { status, json } = await post(`${stack().url}/api/v1/search`, {
    query: QUESTION,
    timeout: 10,
  });
  web().delays.clear();
  expect(status).toBe(504);
  expect(json).toMatchObject({
    error: 'search_timeout',
    message: 'Search exceeded timeout of 10s',
    trace_id: expect.any(String),
    session_id: expect.any(String),
  });
  const { session_id } = Session504.parse(json);
  const session = Session.parse(
    await (await fetch(`${stack().url}/api/v1/sessions/${session_id}`)).json(),
  );
  expect(session).toMatchObject({ status: 'timed_out', query: QUESTION });
});

const Session504 = Session.pick({}).extend({ session_id: Session.shape.id });

test('pages that cannot be read are named, and their snippets are not passed off as pages', async () => {
  const { sources, warnings } = await search({ query: 'Baikal seal' });
  expect(sources.every(({ evidence }) => evidence === 'page')).toBe(true);
  expect(warnings.filter(({ code }) => code === 'page-unreadable')).toEqual([]);
});

test('recency moves the newer page ahead', async () => {
  const query = 'latest about lake in Siberia';
  const plain = await search({ query });
  const recent = await search({ query, enable_recency: true });
  const scores = ({ sources }: SearchResult) =>
    sources.map(({ url, final_score }) => [url, final_score]);
  expect(scores(recent)).not.toEqual(scores(plain));
});

test('a stream tells every step with rising ids and ends with the result', async () => {
  const response = await fetch(`${stack().url}/api/v1/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: QUESTION }),
  });
  const text = await response.text();
  const ids = [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
  const types = [...text.matchAll(/^event: (.+)$/gm)].map(([, type]) => type);
  expect(ids).toEqual(ids.map((_, index) => index + 1));
  expect(types[0]).toBe('run-start');
  expect(types.at(-1)).toBe('run-end');
  for (const type of ['plan-ready', 'source-found', 'page-read', 'answer-delta', 'claims-checked'])
    expect(types).toContain(type);
});

test('a client that comes back with Last-Event-ID sees the rest and nothing twice', async () => {
  const { session_id } = await search({ query: QUESTION });
  const events = `${stack().url}/api/v1/sessions/${session_id}/events`;
  const all = await (await fetch(events)).text();
  const rest = await (await fetch(events, { headers: { 'last-event-id': '4' } })).text();
  const eventsOf = (text: string) => text.slice(text.indexOf('id: '));
  expect(eventsOf(rest)).toBe(all.slice(all.indexOf('id: 5\n')));
});

test('a cancelled run says so to everybody who follows it', async () => {
  web().delays.set('/search', 5_000);
  const response = await fetch(`${stack().url}/api/v1/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: 'lake to be cancelled' }),
  });
  const id = response.headers.get('session-id') ?? '';
  const cancelled = await fetch(`${stack().url}/api/v1/sessions/${id}/cancel`, { method: 'POST' });
  expect(cancelled.status).toBe(202);
  const text = await response.text();
  web().delays.clear();
  expect(text).toMatch(/event: run-end\ndata: .*"status":"cancelled"/);
});

test('the history of a search holds neither page nor answer, and stays small', async () => {
  const { session_id } = await search({ query: QUESTION, mode: 'speed' });
  const health = await (await fetch(`${stack().url}/api/v1/health?detail=true`)).text();
  const address = /127\.0\.0\.1:\d+/.exec(health)?.[0] ?? '';
  const connection = await Connection.connect({ address });
  const handle = new Client({ connection }).workflow.getHandle(`search-${session_id}`);
  const { historyLength, historySize } = await handle.describe();
  const history = JSON.stringify(await handle.fetchHistory());
  await connection.close();
  expect(historyLength).toBeLessThanOrEqual(120);
  expect(historySize).toBeLessThanOrEqual(60_000);
  const inClear = (text: string) =>
    history.includes(Buffer.from(text).toString('base64').slice(4, 20));
  expect(inClear('xyz{"runId"')).toBe(false);
  expect(inClear(QUESTION)).toBe(false);
});

test('a page is read for its own sake, and a private address is refused', async () => {
  const url = `http://${web().pageHost}/angara`;
  const { status, json } = await post(`${stack().url}/api/v1/read`, { url });
  expect(status).toBe(200);
  expect(json).toMatchObject({ title: 'Angara River', text: expect.stringContaining('1,779') });
  const refused = await post(`${stack().url}/api/v1/read`, { url: 'http://2130706433:1/' });
  expect(refused.status).toBe(403);
});

test('a draft is checked against evidence given with it', async () => {
  const { status, json } = await post(`${stack().url}/api/v1/verify`, {
    text: 'Lake Baikal is 1,642 metres deep. The Angara is 900 kilometres long.',
    evidence: LAKE_PAGES.map(({ path, text }) => ({ id: path, text })),
  });
  expect(status).toBe(200);
  expect(json).toMatchObject({
    claims: [
      { verdict: 'supported', evidence_id: '/lake-baikal' },
      { verdict: 'contradicted', evidence_id: '/angara' },
    ],
    grounding_score: 0.5,
  });
});
