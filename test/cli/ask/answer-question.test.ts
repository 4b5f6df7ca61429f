import { expect, test } from 'vitest';
import { askHere } from './ask-here.js';
import { openStream, RESULT, refuse, SESSION, scriptedApi, sse, stream } from './scripted-api.js';

const END = sse(9, 'run-end', { status: 'completed', result: RESULT });

test('prints the answer with its sources, and progress apart from it', async () => {
  const events = [
    sse(1, 'run-start'),
    sse(2, 'source-found', { query: 'moon', engine: 'searxng', sources: [{}, {}] }),
    sse(3, 'page-read', { url: 'https://moon.example/', title: 'Moon\u001b[31m' }),
    sse(4, 'answer-delta', { text: 'It is', attempt: 1 }),
    END,
  ];
  const { url, bodies } = await scriptedApi({ search: [stream(events, 'end')] });

  const { code, stdout, stderr } = await askHere({
    words: ['How', 'far?'],
    options: { api: url, mode: 'deep', maxSources: 7, engine: 'searxng', model: 'llama' },
  });

  expect(code).toBe(0);
  expect(stdout).toContain('It is 384,400 km away [1]. It is made of cheese [unverified].');
  expect(stdout).toContain('✗ unsupported: It is made of cheese.');
  expect(stdout).toContain('[1] Moon\n    https://moon.example/ (page, searxng)');
  expect(stdout).toContain('! serper answered 429.');
  expect(stdout).toMatch(/confidence 0\.72 · grounding 0\.50 · 1 of 2 sentences not supported/);
  expect(stderr).toContain('searxng: 2 results for “moon”');
  expect(stderr).toContain('Read Moon <https://moon.example/>');
  expect(stderr).not.toContain('\u001b');
  expect(bodies).toMatchObject([
    {
      query: 'How far?',
      mode: 'deep',
      max_sources: 7,
      search_engine: 'searxng',
      model: 'llama',
      stream: true,
    },
  ]);
});

test('prints the result alone with --json, every field that the API gave', async () => {
  const result = { ...RESULT, added_later: 'kept', answer: 'bell \u0007 and \u009b31m' };
  const end = sse(1, 'run-end', { status: 'completed', result });
  const { url } = await scriptedApi({ search: [stream([end], 'end')] });

  const { code, stdout } = await askHere({ options: { api: url, json: true } });

  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual(result);
  expect(stdout).not.toMatch(/[^\P{Cc}\n]/u);
});

test.each([
  [422, { detail: [{ type: 'x', loc: ['body', 'timeout'], msg: 'It is odd', input: 1 }] }],
  [404, { error: 'model_not_found', message: 'It is odd: known are a, b', trace_id: 't' }],
  [400, { error: 'engine_not_configured', message: 'It is odd: SERPER', trace_id: 't' }],
])('passes on what the API says to bad use: %d', async (status, body) => {
  const { url } = await scriptedApi({ search: [refuse(status, body)] });

  const { code, stdout, stderr } = await askHere({ options: { api: url } });

  expect(code).toBe(2);
  expect(stderr).toContain('It is odd');
  expect(stdout).toBe('');
});

test('names the field that a validation error is about', async () => {
  const detail = [{ type: 'x', loc: ['body', 'timeout'], msg: 'too long', input: 1 }];
  const { url } = await scriptedApi({ search: [refuse(422, { detail })] });

  expect((await askHere({ options: { api: url } })).stderr).toBe('! timeout: too long\n');
});

test('refuses a bad setting of its own by name', async () => {
  const { code, stderr } = await askHere({ environment: { PORT: 'eighty' } });

  expect(code).toBe(2);
  expect(stderr).toContain('PORT');
});

test('says why a run failed and exits with 1', async () => {
  const error = { error: 'unavailable', message: 'every search engine failed' };
  const end = sse(1, 'run-end', { status: 'failed', error });
  const { url } = await scriptedApi({ search: [stream([end], 'end')] });

  const { code, stdout, stderr } = await askHere({ options: { api: url, json: true } });

  expect(code).toBe(1);
  expect(stderr).toContain('every search engine failed');
  expect(stderr).toContain(SESSION);
  expect(stdout).toBe('');
});

test('shows the sources of a run that ran out of time and exits with 1', async () => {
  const end = sse(1, 'run-end', { status: 'timed_out', result: { ...RESULT, answer: '' } });
  const { url } = await scriptedApi({ search: [stream([end], 'end')] });

  const { code, stdout, stderr } = await askHere({ options: { api: url } });

  expect(code).toBe(1);
  expect(stderr).toContain('ran out of time');
  expect(stdout).toContain('[1] Moon');
});

test('says that an answer is in a shape it does not know, rather than printing half of it', async () => {
  const end = sse(1, 'run-end', { status: 'completed', result: { answer: 42 } });
  const { url } = await scriptedApi({ search: [stream([end], 'end')] });

  const { code, stdout, stderr } = await askHere({ options: { api: url } });

  expect(code).toBe(1);
  expect(stderr).toContain('--json');
  expect(stdout).toBe('');
});

test('tells an interrupted run whose end came in time', async () => {
  const interrupt = new AbortController();
  let end = () => {};
  const { url, requests } = await scriptedApi({
    search: [
      (response) => {
        openStream(response);
        response.write(sse(1, 'stage-start', { stage: 'rank' }));
        end = () => response.end(sse(2, 'run-end', { status: 'cancelled' }));
      },
    ],
    cancel(response) {
      response.writeHead(202).end();
      end();
    },
  });

  const { code, stdout, stderr } = await askHere({
    options: { api: url },
    interrupted: interrupt.signal,
    onProgress: () => interrupt.abort(),
  });

  expect(code).toBe(130);
  expect(requests.at(-1)).toBe(`POST /api/v1/sessions/${SESSION}/cancel`);
  expect(stderr).toContain('The search was cancelled.');
  expect(stdout).toBe('');
});

test('starts a stack when no instance answers, and closes it after the answer', async () => {
  const { url } = await scriptedApi({ search: [stream([END], 'end')] });
  let closed = 0;

  const { code, stdout } = await askHere({
    start: async () => ({
      url,
      close: async () => {
        closed += 1;
      },
    }),
  });

  expect(code).toBe(0);
  expect(stdout).toContain('384,400');
  expect(closed).toBe(1);
});

test('asks an instance that runs at HOST and PORT', async () => {
  const { url } = await scriptedApi({ search: [stream([END], 'end')] });
  const { port } = new URL(url);

  const { code } = await askHere({ environment: { HOST: '0.0.0.0', PORT: port } });

  expect(code).toBe(0);
});

test('says why no stack can be started', async () => {
  const { code, stderr } = await askHere({});

  expect(code).toBe(1);
  expect(stderr).toContain('no stack can be started here');
});

test('starts no stack when an address is given', async () => {
  const { code, stderr } = await askHere({ options: { api: 'http://127.0.0.1:9' } });

  expect(code).toBe(1);
  expect(stderr).toContain('No Plumbline answers at http://127.0.0.1:9');
});
