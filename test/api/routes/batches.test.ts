import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { ApiError } from '../../../api/api-error.js';
import type { AppParts } from '../../../api/api-parts.js';
import { Batch, BatchItemList } from '../../../contracts/batches.js';
import { scriptedStarter } from '../scripted-starter.js';
import { post, serveApp, testParts } from '../test-app.js';
import { useTestState } from '../test-state.js';

const state = useTestState();

async function serveBatches(changes: Partial<AppParts> = {}) {
  const starter = scriptedStarter(state());
  const url = await serveApp(testParts(state(), { starter, ...changes }));
  return { starter, url: `${url}/api/v1/batches` };
}

async function start(url: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await post(url, body, headers);
  expect(response.status).toBe(202);
  return Batch.parse(await response.json());
}

/** Ends the batch's items as given, as its workflow would. */
async function run(id: string, outcomes: readonly ('completed' | 'failed')[]) {
  const { batches, runs } = state();
  await batches.begin(id);
  const next = await batches.next(id, { inFlight: [], limit: outcomes.length, waiting: true });
  const begun = next.map(({ position }) => {
    const runId = randomUUID();
    const rest = {
      kind: 'search',
      owner: 'local',
      query: 'q',
      mode: 'speed',
      request: {},
    } as const;
    return { position, run: { id: runId, workflowId: `search-${runId}`, ...rest } };
  });
  await batches.beginItems(id, begun);
  for (const [index, status] of outcomes.entries()) {
    const error = status === 'failed' ? { error: 'unavailable', message: 'no engine' } : undefined;
    await runs.end(begun[index]?.run.id ?? '', { status, result: { answer: 'Yes.' }, error });
  }
  await batches.settleItems(id);
}

test('a list of questions is entered, started and told where it is', async () => {
  const { starter, url } = await serveBatches();

  const response = await post(url, {
    questions: [
      'How deep is the lake?',
      { query: ' Who built it? ', mode: 'deep', max_sources: '7' },
    ],
    defaults: { mode: 'speed' },
    window: 2,
    name: 'lakes',
  });

  const batch = Batch.parse(await response.json());
  expect(response.status).toBe(202);
  expect(response.headers.get('location')).toBe(`/api/v1/batches/${batch.id}`);
  expect(batch).toMatchObject({ status: 'queued', window: 2, total: 2, name: 'lakes' });
  expect(starter.asked.batches).toEqual([
    { batchId: batch.id, owner: 'local', workflowId: `batch-${batch.id}`, summary: 'lakes' },
  ]);
  const [next] = await state().batches.next(batch.id, { inFlight: [], limit: 1, waiting: true });
  const stored: unknown = JSON.parse(await state().objects.getText(next?.key ?? ''));
  expect(stored).toMatchObject([
    { kind: 'search', request: { query: 'How deep is the lake?', mode: 'speed' } },
    { kind: 'search', request: { query: 'Who built it?', mode: 'deep', max_sources: 7 } },
  ]);
});

test('the list alone is a batch', async () => {
  const { url } = await serveBatches();

  expect(await start(url, ['one?', 'two?'])).toMatchObject({ total: 2, window: 4 });
});

test('3 bad questions of 1,000 are each named, and nothing is started', async () => {
  const { starter, url } = await serveBatches();
  const questions: unknown[] = Array.from({ length: 1_000 }, (_, index) => `question ${index}`);
  questions[16] = '   ';
  questions[499] = { query: 'why', mode: 'slow' };
  questions[999] = 42;
  const before = (await state().batches.list({ owner: 'local', limit: 1, offset: 0 })).total;

  const response = await post(url, { questions });

  expect(response.status).toBe(422);
  const body: unknown = await response.json();
  expect(body).toMatchObject({
    detail: [
      { loc: ['body', 'questions', 16, 'query'], msg: expect.stringContaining('Question 17: ') },
      { loc: ['body', 'questions', 499, 'mode'], msg: expect.stringContaining('Question 500: ') },
      { loc: ['body', 'questions', 999], msg: expect.stringContaining('Question 1000: ') },
    ],
  });
  expect(starter.asked.batches).toEqual([]);
  expect((await state().batches.list({ owner: 'local', limit: 1, offset: 0 })).total).toBe(before);
});

test('with skip_invalid the rest runs, and the bad ones are items that say what is wrong', async () => {
  const { url } = await serveBatches();

  const { id, counts } = await start(url, { questions: ['one?', ''], skip_invalid: true });

  expect(counts).toMatchObject({ waiting: 1, invalid: 1 });
  const response = await fetch(`${url}/${id}/items?status=invalid`);
  const { items } = BatchItemList.parse(await response.json());
  expect(items).toMatchObject([
    { position: 2, line: 2, status: 'invalid', error: { error: 'invalid_question' } },
  ]);
  expect((await post(url, { questions: [''], skip_invalid: true })).status).toBe(422);
});

test.each<[string, unknown, (string | number)[]]>([
  ['no question', { questions: [] }, ['body', 'questions']],
  ['more than 10,000', Array.from({ length: 10_001 }, () => 'q'), ['body', 'questions']],
  ['a window of 0', { questions: ['q'], window: 0 }, ['body', 'window']],
  ['a window of 65', { questions: ['q'], window: 65 }, ['body', 'window']],
  ['a bad default', { questions: ['q'], defaults: { mode: 'x' } }, ['body', 'defaults', 'mode']],
  ['an unknown kind', { questions: ['q'], defaults: { kind: 'x' } }, ['body', 'defaults', 'kind']],
  ['text', '"why"', ['body']],
])('%s is refused', async (_, body, loc) => {
  const { starter, url } = await serveBatches();

  const response = await post(url, body);

  expect(response.status).toBe(422);
  const answer: unknown = await response.json();
  expect(answer).toMatchObject({ detail: [{ loc }] });
  expect(starter.asked.batches).toEqual([]);
});

test('an engine that is not set up is a fault of the lines that ask for it', async () => {
  const { url } = await serveBatches();

  const response = await post(url, ['one?', { query: 'two?', search_engine: 'serperdev' }]);

  expect(response.status).toBe(422);
  const body: unknown = await response.json();
  expect(body).toMatchObject({ detail: [{ loc: ['body', 'questions', 1, 'search_engine'] }] });
});

test('while Temporal is away nothing of the batch is left', async () => {
  const starter = scriptedStarter(state(), undefined, {
    startBatch: () => {
      throw new ApiError({ status: 503, error: 'orchestrator_unavailable', message: 'away' });
    },
  });
  const { url } = await serveBatches({ starter });

  const key = { 'idempotency-key': randomUUID() };
  expect((await post(url, ['one?'], key)).status).toBe(503);

  const again = await serveBatches();
  expect(await start(again.url, ['one?'], key)).toMatchObject({ status: 'queued' });
});

test('the same key gives the same batch, and another batch under it is refused', async () => {
  const { url } = await serveBatches();
  const key = { 'idempotency-key': randomUUID() };

  const first = await start(url, ['one?'], key);
  expect(await start(url, ['one?'], key)).toMatchObject({ id: first.id });

  expect((await post(url, ['two?'], key)).status).toBe(409);
});

test('a batch is listed and shown with its counts, and a foreign id is not found', async () => {
  const { url } = await serveBatches();
  const { id } = await start(url, ['one?', 'two?']);
  await run(id, ['completed', 'failed']);

  const shown: unknown = await (await fetch(`${url}/${id}`)).json();
  expect(shown).toMatchObject({ status: 'running', counts: { completed: 1, failed: 1 } });
  const listed: unknown = await (await fetch(`${url}?limit=1`)).json();
  expect(listed).toMatchObject({ batches: [{ id }], limit: 1, offset: 0 });
  expect((await fetch(`${url}/${randomUUID()}`)).status).toBe(404);
  expect((await fetch(`${url}/17`)).status).toBe(422);
});

test('the results are a line of JSON for each item, those without an answer included', async () => {
  const { url } = await serveBatches();
  const { id } = await start(url, ['one?', 'two?', 'three?']);
  await run(id, ['completed', 'failed']);

  const response = await fetch(`${url}/${id}/results`);

  expect(response.headers.get('content-type')).toContain('application/x-ndjson');
  const lines = (await response.text()).trimEnd().split('\n');
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    { position: 1, query: 'one?', status: 'completed', result: { answer: 'Yes.' } },
    { position: 2, status: 'failed', error: { message: 'no engine' } },
    { position: 3, status: 'waiting', session_id: null, result: null },
  ]);
});

test('a batch is paused, resumed and cancelled by messages to its workflow', async () => {
  const { starter, url } = await serveBatches();
  const { id } = await start(url, ['one?']);

  expect(await (await post(`${url}/${id}/pause`, '')).json()).toMatchObject({ status: 'paused' });
  expect(await (await post(`${url}/${id}/resume`, '')).json()).toMatchObject({ status: 'running' });
  expect((await post(`${url}/${id}/cancel`, '')).status).toBe(202);

  expect(starter.asked.signalled).toEqual([`pause batch-${id}`, `resume batch-${id}`]);
  expect(starter.asked.cancelled).toEqual([`batch-${id}`]);
});

test('an ended batch is neither paused nor cancelled, and what failed in it can be tried again', async () => {
  const { starter, url } = await serveBatches();
  const { id } = await start(url, ['one?', 'two?']);
  await run(id, ['completed', 'failed']);
  await state().batches.complete(id);

  for (const verb of ['pause', 'resume', 'cancel'])
    expect((await post(`${url}/${id}/${verb}`, '')).status).toBe(409);
  const retried = await post(`${url}/${id}/retry`, '');
  expect(await retried.json()).toMatchObject({ counts: { completed: 1, waiting: 1 } });
  expect(starter.asked.retried).toMatchObject([{ batchId: id }]);
  expect((await post(`${url}/${id}/retry`, '')).status).toBe(409);
});

test('a batch that Temporal does not know is settled when it is cancelled', async () => {
  const starter = scriptedStarter(state(), undefined, { cancel: async () => false });
  const { url } = await serveBatches({ starter });
  const { id } = await start(url, ['one?']);

  const response = await post(`${url}/${id}/cancel`, '');

  expect(await response.json()).toMatchObject({ status: 'cancelled', counts: { cancelled: 1 } });
});

test('a follower hears of the items and of the end, and after that of nothing', async () => {
  const { url } = await serveBatches();
  const { id } = await start(url, ['one?']);
  const following = fetch(`${url}/${id}/events`).then((response) => response.text());
  await run(id, ['completed']);
  await state().batches.complete(id);

  const text = await following;
  expect(text).toMatch(/event: item-end\ndata: .*"status":"completed"/);
  expect(text.match(/event: batch-end/g)).toHaveLength(1);
  expect(text.trimEnd().split('\n').at(-2)).toBe('event: batch-end');
  const last = /id: (\d+)\nevent: batch-end/.exec(text)?.[1] ?? '';
  const again = await fetch(`${url}/${id}/events`, { headers: { 'last-event-id': last } });
  expect(again.status).toBe(204);
  const ahead = { headers: { 'last-event-id': '9999' } };
  expect((await fetch(`${url}/${id}/events`, ahead)).status).toBe(409);
});

test('a deleted batch is gone, its sessions only when that is asked for', async () => {
  const { url } = await serveBatches();
  const kept = await start(url, ['one?']);
  await run(kept.id, ['completed']);
  const [session = ''] = await state().batches.runIds(kept.id);
  await state().batches.complete(kept.id);

  expect((await fetch(`${url}/${kept.id}`, { method: 'DELETE' })).status).toBe(200);
  expect((await fetch(`${url}/${kept.id}`)).status).toBe(404);
  expect(await state().runs.find(session)).toBeDefined();

  const gone = await start(url, ['one?']);
  await run(gone.id, ['completed']);
  const [removed = ''] = await state().batches.runIds(gone.id);
  await state().batches.complete(gone.id);
  await fetch(`${url}/${gone.id}?sessions=true`, { method: 'DELETE' });
  expect(await state().runs.find(removed)).toBeUndefined();
});

function send(url: string, type: string, body: BodyInit) {
  return fetch(url, { method: 'POST', headers: { 'content-type': type }, body });
}

test('a file of JSON Lines is a batch, its options in the address', async () => {
  const { url } = await serveBatches();

  const body = '"one?"\n\n{"query": "two?", "mode": "deep"}\r\n';
  const response = await send(`${url}?mode=speed&window=3&name=mine`, 'application/x-ndjson', body);

  const batch = Batch.parse(await response.json());
  expect(batch).toMatchObject({ total: 2, window: 3, name: 'mine' });
  const [next] = await state().batches.next(batch.id, { inFlight: [], limit: 1, waiting: true });
  const stored: unknown = JSON.parse(await state().objects.getText(next?.key ?? ''));
  expect(stored).toMatchObject([{ request: { mode: 'speed' } }, { request: { mode: 'deep' } }]);
  const { items } = await state().batches.items(batch.id, { limit: 10, offset: 0 });
  expect(items.map(({ line }) => line)).toEqual([1, 3]);
});

test('3 bad lines of 1,000 are named by the number of their line', async () => {
  const { starter, url } = await serveBatches();
  const lines = Array.from({ length: 1_000 }, (_, index) => `"question ${index}"`);
  lines[16] = '""';
  lines[499] = 'no json';
  lines[999] = '{"query": "why", "max_sources": 4}';

  const refused = await send(url, 'application/jsonl', lines.join('\n'));

  expect(refused.status).toBe(422);
  const body: unknown = await refused.json();
  expect(body).toMatchObject({
    detail: [
      { loc: ['body', 'line', 17, 'query'], msg: expect.stringContaining('Line 17: ') },
      { loc: ['body', 'line', 500], input: 'no json' },
      { loc: ['body', 'line', 1_000, 'max_sources'], input: 4 },
    ],
  });
  expect(starter.asked.batches).toEqual([]);
  const rest = await send(`${url}?skip_invalid=true`, 'application/jsonl', lines.join('\n'));
  expect(await rest.json()).toMatchObject({ counts: { waiting: 997, invalid: 3 } });
});

test('a table is a batch: its columns are options, and an empty cell says nothing', async () => {
  const { url } = await serveBatches();
  const table = [
    '\ufeffQuestion,kind,mode,max_sources,allowed_domains',
    '"How deep, and how long?",search,,12,',
    '"Two\nlines",research,deep,,example.org; example.net',
  ].join('\r\n');

  const batch = Batch.parse(await (await send(url, 'text/csv; charset=utf-8', table)).json());

  const [next] = await state().batches.next(batch.id, { inFlight: [], limit: 1, waiting: true });
  const stored: unknown = JSON.parse(await state().objects.getText(next?.key ?? ''));
  expect(stored).toMatchObject([
    {
      kind: 'search',
      request: { query: 'How deep, and how long?', mode: 'balanced', max_sources: 12 },
    },
    {
      kind: 'research',
      request: { query: 'Two\nlines', allowed_domains: ['example.org', 'example.net'] },
    },
  ]);
});

test.each<[string, string, RegExp]>([
  ['a table without a column of questions', 'How deep?\nHow long?\n', /name its columns/],
  ['a table with a header alone', 'query,mode\n', /no question/],
  ['a quote that is never closed', 'query\n"one?\ntwo?\n', /Line 3: Quote Not Closed/],
  ['a line with more fields than columns', 'query\nwhere, and why?\n', /Line 2: .*quotes/],
])('%s is refused', async (_, table, message) => {
  const { url } = await serveBatches();

  const response = await send(url, 'text/csv', table);

  expect(response.status).toBe(422);
  expect(await response.text()).toMatch(message);
});

test('lines of a table are counted as an editor counts them', async () => {
  const { url } = await serveBatches();

  const response = await send(url, 'text/csv', 'query,mode\n"a\nb",speed\n\nc,fast\n');

  const body: unknown = await response.json();
  expect(body).toMatchObject({ detail: [{ loc: ['body', 'line', 5, 'mode'] }] });
});

test('a file that is empty, no UTF-8, too long or too large is refused', async () => {
  const { url } = await serveBatches();

  expect((await send(url, 'application/jsonl', '\n \n')).status).toBe(422);
  expect((await send(url, 'application/jsonl', new Uint8Array([0x22, 0xff, 0x22]))).status).toBe(
    422,
  );
  expect((await send(url, 'application/jsonl', '"q"\n'.repeat(10_001))).status).toBe(422);
  expect((await send(url, 'application/jsonl', ' '.repeat(20_000_001))).status).toBe(413);
});

test('a session that cannot be followed up is a fault of the lines that name it', async () => {
  const { url } = await serveBatches();
  const follow_up_of = '550e8400-e29b-41d4-a716-446655440000';
  const wants = { query: 'two?', kind: 'research', follow_up_of };

  const response = await post(url, ['one?', wants]);

  const body: unknown = await response.json();
  expect(body).toMatchObject({ detail: [{ loc: ['body', 'questions', 1, 'follow_up_of'] }] });
});

function upload(url: string, name: string, body: string, fields: Record<string, string> = {}) {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  form.set('file', new Blob([body]), name);
  return fetch(url, { method: 'POST', body: form });
}

test('a file is uploaded in a form, its options beside it', async () => {
  const { url } = await serveBatches();

  const lines = await upload(url, 'mine.JSONL', '"one?"\n"two?"\n', { mode: 'deep', window: '2' });
  const batch = Batch.parse(await lines.json());
  expect(batch).toMatchObject({ total: 2, window: 2 });
  const [next] = await state().batches.next(batch.id, { inFlight: [], limit: 1, waiting: true });
  const stored: unknown = JSON.parse(await state().objects.getText(next?.key ?? ''));
  expect(stored).toMatchObject([{ request: { mode: 'deep' } }, { request: { mode: 'deep' } }]);

  const json = await upload(url, 'mine.json', '{"questions": ["one?"], "window": 5}', {
    window: '2',
  });
  expect(await json.json()).toMatchObject({ total: 1, window: 5 });
  const table = await upload(url, 'mine.csv', 'query\none?\n');
  expect(await table.json()).toMatchObject({ total: 1 });
});

test('a form without a file, with another kind of file, or broken off is refused', async () => {
  const { starter, url } = await serveBatches();

  expect((await upload(url, 'mine.pdf', 'x')).status).toBe(422);
  expect((await fetch(url, { method: 'POST', body: new FormData() })).status).toBe(422);
  const type = 'multipart/form-data; boundary=b';
  const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.jsonl"\r\n\r\n';
  expect((await send(url, type, `${head}"one?"\n`)).status).toBe(400);
  expect(starter.asked.batches).toEqual([]);
});

test('a batch without a body is refused with what was sent, which is nothing', async () => {
  const { url } = await serveBatches();

  const response = await fetch(url, { method: 'POST' });

  expect(response.status).toBe(422);
  expect(await response.json()).toEqual({
    detail: [{ type: 'missing', loc: ['body'], msg: 'Field required', input: null }],
  });
});
