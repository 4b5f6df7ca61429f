import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ApiError } from '../../../api/api-error.js';
import { API_TIMING } from '../../../api/api-timing.js';
import { ServiceError } from '../../../contracts/failures.js';
import { endsWith, goesOn, scriptedStarter } from '../scripted-starter.js';
import { post, serveApp, testParts } from '../test-app.js';
import { useTestState } from '../test-state.js';

const state = useTestState();
const ErrorReply = z.object({
  error: z.string(),
  message: z.string(),
  trace_id: z.string(),
  session_id: z.string().optional(),
});

describe('a search', () => {
  test('answers with the stored result and names its session', async () => {
    const starter = scriptedStarter(state());
    const url = await serveApp(testParts(state(), { starter }));

    const reply = await post(`${url}/api/v1/search`, { query: '  Is it so?  ' });

    expect(reply.status).toBe(200);
    expect(await reply.json()).toEqual({ answer: 'Yes [1].' });
    const [run] = starter.asked.started;
    expect(reply.headers.get('session-id')).toBe(run?.input.runId);
    expect(run?.input.request).toMatchObject({
      query: 'Is it so?',
      mode: 'balanced',
      search_engine: 'auto',
      enable_diversity: true,
      max_sources: null,
    });
    expect(run?.workflowId).toBe(`search-${run?.input.runId}`);
  });

  test('coerces numbers and booleans written as text', async () => {
    const starter = scriptedStarter(state());
    const url = await serveApp(testParts(state(), { starter }));

    await post(`${url}/api/v1/search`, { query: 'q', max_sources: '20', enable_recency: 'true' });

    expect(starter.asked.started[0]?.input.request).toMatchObject({
      max_sources: 20,
      enable_recency: true,
    });
  });

  test('that failed is a 500 that says why and where the partial result lies', async () => {
    const error = { error: 'unavailable', message: 'every search engine failed' };
    const starter = scriptedStarter(state(), endsWith({ status: 'failed', error }));
    const url = await serveApp(testParts(state(), { starter }));

    const reply = await post(`${url}/api/v1/search`, { query: 'q' });

    expect(reply.status).toBe(500);
    expect(await reply.json()).toEqual({
      error: 'search_execution_failed',
      message: 'Search execution failed: every search engine failed',
      trace_id: expect.stringMatching(/^trace-[\da-f]{12}$/),
      session_id: starter.asked.started[0]?.input.runId,
    });
  });

  test('that failed shows details in debug alone', async () => {
    const starter = scriptedStarter(state(), endsWith({ status: 'failed' }));
    const url = await serveApp(testParts(state(), { starter, debug: true }));

    const reply = await post(`${url}/api/v1/search`, { query: 'q' });

    expect(await reply.json()).toHaveProperty('details');
  });

  test('that took too long is a 504 with the documented body', async () => {
    const starter = scriptedStarter(state(), endsWith({ status: 'timed_out' }));
    const url = await serveApp(testParts(state(), { starter }));

    const reply = await post(`${url}/api/v1/search`, { query: 'q' });

    expect(reply.status).toBe(504);
    expect(await reply.json()).toMatchObject({
      error: 'search_timeout',
      message: 'Search exceeded timeout of 60s',
      session_id: starter.asked.started[0]?.input.runId,
    });
  });

  test('that does not end is a 504 after its timeout and the grace, and goes on', async () => {
    const starter = scriptedStarter(state(), goesOn);
    const timing = { ...API_TIMING, graceMs: -9_900 };
    const url = await serveApp(testParts(state(), { starter, timing }));

    const reply = await post(`${url}/api/v1/search`, { query: 'q', timeout: 10 });

    expect(reply.status).toBe(504);
    expect(await reply.json()).toHaveProperty('message', 'Search exceeded timeout of 10s');
    const run = await state().runs.find(starter.asked.started[0]?.input.runId ?? '');
    expect(run?.status).toBe('running');
    expect(starter.asked.cancelled).toEqual([]);
  });

  test('that was cancelled is a 409', async () => {
    const starter = scriptedStarter(state(), endsWith({ status: 'cancelled' }));
    const url = await serveApp(testParts(state(), { starter }));

    const reply = await post(`${url}/api/v1/search`, { query: 'q' });

    expect(reply.status).toBe(409);
    expect(await reply.json()).toHaveProperty('error', 'search_cancelled');
  });

  test('outlives a client that hangs up', async () => {
    const starter = scriptedStarter(state(), goesOn);
    const url = await serveApp(testParts(state(), { starter }));

    const hangUp = AbortSignal.timeout(300);
    const leaving = fetch(`${url}/api/v1/search`, {
      method: 'POST',
      body: '{"query":"q"}',
      signal: hangUp,
    });
    await expect(leaving).rejects.toThrow();

    const run = await state().runs.find(starter.asked.started[0]?.input.runId ?? '');
    expect(run?.status).toBe('running');
    expect(starter.asked.cancelled).toEqual([]);
  });
});

describe('a search that cannot be started', () => {
  test('is a 404 for a model that nobody has', async () => {
    const starter = scriptedStarter(state());
    const url = await serveApp(testParts(state(), { starter }));

    const reply = await post(`${url}/api/v1/search`, { query: 'q', model: 'gpt-9' });

    expect(reply.status).toBe(404);
    expect(await reply.json()).toHaveProperty('error', 'model_not_found');
    expect(starter.asked.started).toEqual([]);
  });

  test('is a 404 that lists the known models', async () => {
    const chat = {
      list: async () => ['small', 'large'],
      resolve: async () => {
        throw new ServiceError('not-found', 'no model gpt-9; known are small, large');
      },
    };
    const url = await serveApp(testParts(state(), { chat }));

    const reply = await post(`${url}/api/v1/search`, { query: 'q', model: 'gpt-9' });

    expect(reply.status).toBe(404);
    expect(ErrorReply.parse(await reply.json()).message).toContain('small, large');
  });

  test('is a 503 for a named model while the model server is away', async () => {
    const chat = {
      list: async () => [],
      resolve: async () => {
        throw new ServiceError('unavailable', 'Ollama cannot be reached at OLLAMA_URL');
      },
    };
    const url = await serveApp(testParts(state(), { chat }));

    const reply = await post(`${url}/api/v1/search`, { query: 'q', model: 'small' });

    expect(reply.status).toBe(503);
    expect(await reply.json()).toHaveProperty('error', 'model_server_unavailable');
  });

  test('is a 400 naming the setting of an engine that is not set up', async () => {
    const url = await serveApp(testParts(state()));

    const reply = await post(`${url}/api/v1/search`, { query: 'q', search_engine: 'serperdev' });

    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({
      error: 'engine_not_configured',
      message: expect.stringContaining('ITS_SETTING'),
    });
  });

  test('is a 503 while Temporal is away, leaves nothing open and frees its key', async () => {
    let away = true;
    const starter = scriptedStarter(state());
    const { start } = starter;
    const failing = {
      ...starter,
      start: async (run: Parameters<typeof start>[0]) => {
        if (!away) return start(run);
        throw new ApiError({ status: 503, error: 'orchestrator_unavailable', message: 'away' });
      },
    };
    const url = await serveApp(testParts(state(), { starter: failing }));
    const send = () =>
      post(`${url}/api/v1/search`, { query: 'q' }, { 'Idempotency-Key': 'temporal-away' });

    const refused = await send();
    expect(refused.status).toBe(503);
    expect(await refused.json()).toHaveProperty('error', 'orchestrator_unavailable');
    const { runs } = await state().runs.list({ owner: 'local', limit: 1, offset: 0 });
    expect(runs[0]).toMatchObject({
      status: 'failed',
      error: { error: 'orchestrator_unavailable' },
    });

    away = false;
    expect((await send()).status).toBe(200);
  });

  test('is a 503 while the database is away', async () => {
    const create = async () => {
      throw new ServiceError('unavailable', 'the database cannot be reached');
    };
    const runs = { ...state().runs, create };
    const url = await serveApp(testParts(state(), { runs }));

    const reply = await post(`${url}/api/v1/search`, { query: 'q' });

    expect(reply.status).toBe(503);
    expect(await reply.json()).toHaveProperty('error', 'unavailable');
  });

  test('is a 507 while the disk is full', async () => {
    const create = async () => {
      throw new ServiceError('storage-full', 'the disk is full');
    };
    const runs = { ...state().runs, create };
    const url = await serveApp(testParts(state(), { runs }));

    const reply = await post(`${url}/api/v1/search`, { query: 'q' });

    expect(reply.status).toBe(507);
    expect(await reply.json()).toHaveProperty('error', 'storage_full');
  });
});

describe('an idempotency key', () => {
  test('gives the same run for the same request, also after it ended', async () => {
    const starter = scriptedStarter(state());
    const url = await serveApp(testParts(state(), { starter }));
    const send = (query: string) =>
      post(`${url}/api/v1/search`, { query }, { 'Idempotency-Key': 'same-run' });

    const first = await send('q');
    const second = await send(' q ');

    expect(second.status).toBe(200);
    expect(second.headers.get('session-id')).toBe(first.headers.get('session-id'));
    expect(starter.asked.started).toHaveLength(1);
  });

  test('starts one run for requests that come together', async () => {
    const starter = scriptedStarter(state());
    const url = await serveApp(testParts(state(), { starter }));
    const send = () =>
      post(`${url}/api/v1/search`, { query: 'q' }, { 'Idempotency-Key': 'together' });

    const replies = await Promise.all([send(), send(), send(), send()]);

    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const ids = new Set(replies.map(({ headers }) => headers.get('session-id')));
    expect(ids.size).toBe(1);
    const workflows = new Set(starter.asked.started.map(({ workflowId }) => workflowId));
    expect(workflows.size).toBe(1);
  });

  test('refuses another request', async () => {
    const url = await serveApp(testParts(state()));
    const send = (body: object, path = 'search') =>
      post(`${url}/api/v1/${path}`, body, { 'Idempotency-Key': 'another-request' });

    await send({ query: 'q' });
    const other = await send({ query: 'q', mode: 'deep' });
    const otherKind = await send({ query: 'q' }, 'search/perplexity');

    expect(other.status).toBe(409);
    expect(await other.json()).toHaveProperty('error', 'idempotency_key_reused');
    expect(otherKind.status).toBe(409);
  });

  test.each(['', 'two words', 'ключ', 'x'.repeat(256)])('is refused when it is %j', async (key) => {
    const url = await serveApp(testParts(state()));
    const encoded = Buffer.from(key, 'utf8').toString('latin1');

    const reply = await post(
      `${url}/api/v1/search`,
      { query: 'q' },
      { 'Idempotency-Key': encoded },
    );

    expect(reply.status).toBe(422);
  });
});

describe('a Perplexity search', () => {
  test('starts its own workflow', async () => {
    const starter = scriptedStarter(state());
    const url = await serveApp(testParts(state(), { starter }));

    const reply = await post(`${url}/api/v1/search/perplexity`, { query: 'q' });

    expect(reply.status).toBe(200);
    expect(starter.asked.started[0]).toMatchObject({ kind: 'perplexity' });
  });

  test('without a key is a 400 that names the setting', async () => {
    const url = await serveApp(testParts(state(), { perplexityConfigured: false }));

    const reply = await post(`${url}/api/v1/search/perplexity`, { query: 'q' });

    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({
      error: 'not_configured',
      message: expect.stringContaining('PERPLEXITY_API_KEY'),
    });
  });
});
