import { describe, expect, onTestFinished, test } from 'vitest';
import { createGateway } from '../../../../adapters/gateway/create-gateway.js';
import type { AppParts } from '../../../../api/api-parts.js';
import { API_TIMING } from '../../../../api/api-timing.js';
import { ServiceError } from '../../../../contracts/failures.js';
import type { ModelProvider } from '../../../../contracts/gateway.js';
import { type LiveEventSeen, readLiveEvents } from '../../../helpers/live-search.js';
import { noAccess } from '../../no-access.js';
import { bearer } from '../../scripted-callers.js';
import { endsWith, goesOn, type Script, scriptedStarter } from '../../scripted-starter.js';
import { post, serveApp, testParts } from '../../test-app.js';
import { useTestState } from '../../test-state.js';

const state = useTestState();
const BODY = { query: 'How deep?', reasoningModelName: 'thinker', synthesisModelName: 'writer' };
const LIVE = { message: 'done', total_hops_executed: 1 };
const done = endsWith({ status: 'completed', result: { live: LIVE } });

/** An API with the models `thinker` and `writer`, an embedder, and the providers searxng and handbook. */
async function open(script: Script = done, changes: Partial<AppParts> = {}) {
  const starter = scriptedStarter(state(), script);
  const parts = testParts(state(), {
    starter,
    ...noAccess({ active_model: 'thinker:latest' }),
    gateway: createGateway({
      providers: () => [MODELS],
      defaultChat: null,
      defaultEmbedding: null,
    }),
    engines: {
      inOrder: () => [],
      named(name) {
        if (['searxng', 'handbook'].includes(name))
          return { name, search: async () => ({ hits: [], warnings: [] }) };
        const message = `The search provider ${name} is not configured; configured are: searxng, handbook`;
        throw new ServiceError('not-configured', message);
      },
    },
    ...changes,
  });
  const url = await serveApp(parts);
  const send = (body: object, headers: object = {}, path = '/v1/live-search') =>
    post(`${url}${path}`, body, { ...bearer('sk-ada'), ...headers });
  return { url, starter, send };
}

const offered = (id: string, capabilities: readonly ('chat' | 'embeddings')[]) => ({
  id,
  provider: 'ollama',
  created: 0,
  capabilities,
  contextTokens: null,
});
const never = () => Promise.reject(new Error('no model is asked here'));
const MODELS: ModelProvider = {
  name: 'ollama',
  remote: false,
  models: async () => [
    offered('thinker:latest', ['chat']),
    offered('writer', ['chat']),
    offered('minilm', ['embeddings']),
  ],
  complete: never,
  stream: () => {
    throw new Error('no model is asked here');
  },
  embed: never,
};

describe('a live search', () => {
  test.each(['/v1/live-search', '/v1/livesearch', '/v1/deepsearch'])(
    'at %s answers with events up to its end',
    async (path) => {
      const { send, starter } = await open();

      const reply = await send(BODY, {}, path);

      expect(reply.status).toBe(200);
      expect(reply.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
      const id = reply.headers.get('session-id');
      const events = await readLiveEvents(reply);
      expect(events.map(({ id, event }) => [id, event])).toEqual([
        [`${id}:1`, 'progress'],
        [`${id}:2`, 'complete'],
      ]);
      expect(events[1]?.data).toMatchObject(LIVE);
      expect(starter.asked.started[0]).toMatchObject({
        kind: 'live-search',
        owner: 'ada',
        workflowId: `live-search-${id}`,
        input: {
          request: {
            query: 'How deep?',
            reasoningModelName: 'thinker:latest',
            synthesisModelName: 'writer',
            search_providers: [],
            max_distinct_search_queries: 7,
            max_results_per_provider_query: 5,
            max_url_exploration_depth: 1,
            max_hops: 6,
            max_total_urls_per_task: 100,
            chunk_size_words: 500,
            chunk_overlap_words: 100,
            top_k_retrieval_per_hop: 30,
            keyId: 'key-of-ada',
          },
        },
      });
    },
  );

  test('takes `local` for the active model', async () => {
    const { send, starter } = await open();

    await send({ ...BODY, reasoningModelName: 'local', synthesisModelName: 'local' });

    expect(starter.asked.started[0]?.input.request).toMatchObject({
      reasoningModelName: 'thinker:latest',
      synthesisModelName: 'thinker:latest',
    });
  });

  test.each([
    [{ reasoningModelName: undefined }, 400, 'missing_required_parameter', 'reasoningModelName'],
    [{ synthesisModelName: undefined }, 400, 'missing_required_parameter', 'synthesisModelName'],
    [{ query: '' }, 400, 'invalid_value', 'query'],
    [{ query: 'x'.repeat(5_001) }, 400, 'invalid_value', 'query'],
    [{ max_hops: 0 }, 400, 'invalid_value', 'max_hops'],
    [{ max_hops: 21 }, 400, 'invalid_value', 'max_hops'],
    [{ max_distinct_search_queries: 31 }, 400, 'invalid_value', 'max_distinct_search_queries'],
    [
      { max_results_per_provider_query: 11 },
      400,
      'invalid_value',
      'max_results_per_provider_query',
    ],
    [{ max_url_exploration_depth: 6 }, 400, 'invalid_value', 'max_url_exploration_depth'],
    [{ max_total_urls_per_task: 201 }, 400, 'invalid_value', 'max_total_urls_per_task'],
    [{ chunk_size_words: 49 }, 400, 'invalid_value', 'chunk_size_words'],
    [{ top_k_retrieval_per_hop: 101 }, 400, 'invalid_value', 'top_k_retrieval_per_hop'],
    [
      { chunk_size_words: 80, chunk_overlap_words: 80 },
      400,
      'invalid_value',
      'chunk_overlap_words',
    ],
    [{ search_providers: ['bing'] }, 400, 'unknown_search_provider', 'search_providers'],
    [{ reasoningModelName: 'gpt-9' }, 404, 'model_not_found', 'reasoningModelName'],
    [{ synthesisModelName: 'gpt-9' }, 404, 'model_not_found', 'synthesisModelName'],
    [{ synthesisModelName: 'minilm' }, 400, 'not_a_chat_model', 'synthesisModelName'],
  ])('of %j is refused with %i %s', async (changes, status, code, param) => {
    const { send, starter } = await open();

    const reply = await send({ ...BODY, ...changes });

    expect(reply.status).toBe(status);
    expect(await reply.json()).toEqual({
      error: { message: expect.any(String), type: 'invalid_request_error', param, code },
    });
    expect(starter.asked.started).toEqual([]);
  });

  test('that is refused is told what there is instead', async () => {
    const { send } = await open();

    const model = await (await send({ ...BODY, reasoningModelName: 'gpt-9' })).text();
    const provider = await (await send({ ...BODY, search_providers: ['bing'] })).text();

    expect(model).toContain('thinker:latest, writer, minilm');
    expect(provider).toContain('searxng, handbook');
  });

  test('takes the first model that chats, as a chat does, where none was made active', async () => {
    const gateway = createGateway({
      providers: () => [MODELS],
      defaultChat: null,
      defaultEmbedding: null,
    });
    const { send, starter } = await open(done, { ...noAccess(), gateway });

    const reply = await send({ ...BODY, reasoningModelName: 'local' });

    expect(reply.status).toBe(200);
    expect(starter.asked.started[0]?.input.request).toMatchObject({
      reasoningModelName: 'thinker:latest',
    });
  });

  test('without a model that chats says what to do', async () => {
    const none = { defaultChat: undefined, defaultEmbedding: null };
    const gateway = createGateway({ providers: () => [MODELS], ...none });
    const { send } = await open(done, { ...noAccess(), gateway });

    const reply = await send({ ...BODY, reasoningModelName: 'local' });

    expect(reply.status).toBe(500);
    expect(await reply.json()).toMatchObject({ error: { code: 'no_active_model' } });
  });

  test('needs a key with the scope search', async () => {
    const { send } = await open();

    expect((await send(BODY, { authorization: 'none' })).status).toBe(401);
    expect((await send(BODY, bearer('sk-chat'))).status).toBe(403);
  });

  test('asks for the scope search also where it is followed', async () => {
    const { url, send } = await open();
    const session = (await send(BODY)).headers.get('session-id');

    const reply = await fetch(`${url}/v1/live-search/${session}`, { headers: bearer('sk-chat') });

    expect(reply.status).toBe(403);
  });

  test('can be paused while it goes on', async () => {
    const { url, send, starter } = await open(goesOn);
    const begun = await send(BODY);
    await begun.body?.cancel();

    const session = `${url}/api/v1/sessions/${begun.headers.get('session-id')}`;
    const reply = await post(`${session}/pause`, {}, bearer('sk-ada'));

    expect(reply.status).toBe(200);
    expect(starter.asked.controlled).toEqual([{ name: 'pause' }]);
  });

  test('with the same idempotency key is one search', async () => {
    const { send, starter } = await open();

    const first = await send(BODY, { 'Idempotency-Key': 'live' });
    const second = await send(BODY, { 'Idempotency-Key': 'live' });

    expect(second.headers.get('session-id')).toBe(first.headers.get('session-id'));
    expect(starter.asked.started).toHaveLength(1);
  });

  test('breaks its silence with heartbeats, also while events come that it does not show', async () => {
    const timing = { ...API_TIMING, heartbeatMs: 30 };
    const { send } = await open(
      async (run, own) => {
        await goesOn(run, own);
        for (let told = 0; told < 8; told++) {
          await new Promise((resolve) => setTimeout(resolve, 20));
          await own.events.append(run.input.runId, [
            { key: `s:${told}`, type: 'stage-progress', data: {} },
          ]);
        }
        await done(run, own);
      },
      { timing },
    );

    const events = await readLiveEvents(await send(BODY));

    const beats = events.filter(({ event }) => event === 'heartbeat');
    expect(beats.length).toBeGreaterThan(1);
    expect(beats[0]).toMatchObject({
      id: undefined,
      data: { timestamp: expect.stringMatching(/Z$/) },
    });
    expect(events.at(-1)?.event).toBe('complete');
  });

  test('that is deleted while it is followed ends as cancelled', async () => {
    const { send } = await open(goesOn);
    const reply = await send(BODY);
    const id = reply.headers.get('session-id') ?? '';
    setTimeout(() => void state().runs.remove(id), 50);

    const events = await readLiveEvents(reply);

    expect(events.at(-1)?.event).toBe('cancelled');
  });
});

describe('a client that comes back', () => {
  const told: Script = async (run, own) => {
    await goesOn(run, own);
    for (const stage of ['read', 'judge', 'rank'])
      await own.events.append(run.input.runId, [
        { key: stage, type: 'stage-start', data: { stage } },
      ]);
    await done(run, own);
  };

  test.each(['POST', 'GET', 'GET ?'])('by %s goes on where it was', async (way) => {
    const { url, send, starter } = await open(told);
    const whole = await readLiveEvents(await send(BODY));
    const session = whole[0]?.id?.split(':')[0];
    const last = whole[1]?.id ?? '';

    const headers = { ...bearer('sk-ada'), 'Last-Event-ID': last };
    const path = `${url}/v1/live-search/${session}`;
    const reply =
      way === 'POST'
        ? await send(BODY, { 'Last-Event-ID': last })
        : way === 'GET'
          ? await fetch(path, { headers })
          : await fetch(`${path}?last_event_id=${last}`, { headers: bearer('sk-ada') });

    expect(idsOf(await readLiveEvents(reply))).toEqual(idsOf(whole.slice(2)));
    expect(starter.asked.started).toHaveLength(1);
  });

  test('is told that nothing more comes when it has seen the end', async () => {
    const { send } = await open(told);
    const whole = await readLiveEvents(await send(BODY));

    const reply = await send(BODY, { 'Last-Event-ID': whole.at(-1)?.id ?? '' });

    expect(reply.status).toBe(204);
  });

  test.each([
    ['12', 400],
    ['00000000-0000-4000-8000-000000000000:1', 404],
  ])('with the position %s gets %i', async (position, status) => {
    const { send } = await open(told);

    const reply = await send(BODY, { 'Last-Event-ID': position });

    expect(reply.status).toBe(status);
    expect(await reply.json()).toHaveProperty('error.code');
  });

  test('cannot follow another owner’s search, nor go on from what is not there yet', async () => {
    const { send } = await open(told);
    const [first] = await readLiveEvents(await send(BODY));
    const session = first?.id?.split(':')[0];

    const strange = await send(BODY, { ...bearer('sk-bob'), 'Last-Event-ID': `${session}:1` });
    const early = await send(BODY, { 'Last-Event-ID': `${session}:99` });

    expect(strange.status).toBe(404);
    expect(early.status).toBe(409);
  });
});

function idsOf(events: readonly LiveEventSeen[]): (string | undefined)[] {
  return events.map(({ id }) => id);
}

test('a client that leaves loses nothing', async () => {
  let goOn = () => {};
  const left = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const { url, send } = await open(async (run, own) => {
    await goesOn(run, own);
    await left;
    await done(run, own);
  });
  onTestFinished(() => goOn());

  const seen = await readLiveEvents(await send(BODY), () => true);
  goOn();
  const session = seen[0]?.id?.split(':')[0];
  const reply = await fetch(`${url}/v1/live-search/${session}`, {
    headers: { ...bearer('sk-ada'), 'Last-Event-ID': seen[0]?.id ?? '' },
  });

  const rest = await readLiveEvents(reply);
  expect(rest.map(({ event }) => event)).toEqual(['complete']);
});
