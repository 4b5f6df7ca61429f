import { beforeAll, describe, expect, test, vi } from 'vitest';
import { LiveSearchFigures, LiveSearchResult } from '../../contracts/live-search.js';
import { type LiveEventSeen, readLiveEvents, reportOf } from '../helpers/live-search.js';
import { LAKE_PAGES } from '../helpers/small-web.js';
import { useTwoModelStack } from '../helpers/two-model-stack.js';
import { startTwoModels } from '../helpers/two-models.js';

const KEY = `sk-scalytics-${'t'.repeat(43)}`;
/** Named by the page about the lake alone; no search finds it. */
const FISH = {
  path: '/omul-fish',
  title: 'Omul',
  text: 'The omul is a whitefish of the depths. It is found in no other lake than Lake Baikal and can dive 350 metres deep.',
  hidden: true,
};
const PAGES = [
  {
    path: '/lake-baikal-fishery',
    title: 'Fishery of Lake Baikal',
    text: 'The fishery of Lake Baikal lives on one fish above all, <a href="/omul-fish">the omul of Lake Baikal</a>. Catches are told to be 3,000 tonnes in a year. <a href="/about">Legal notes</a> apply.',
  },
  {
    path: '/depths',
    title: 'Soundings of Lake Baikal',
    text: Array.from(
      { length: 40 },
      (_, at) => `In ${1900 + at} the lake was sounded ${at} times.`,
    ).join(' '),
  },
  ...LAKE_PAGES,
  FISH,
];

const { web, models, stack } = useTwoModelStack(PAGES, KEY);

const BODY = {
  query: 'How deep is Lake Baikal, and which fish is its fishery?',
  reasoningModelName: 'thinker',
  synthesisModelName: 'writer:latest',
  search_providers: ['searxng'],
  max_hops: 2,
};

function send(body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${stack().url}/v1/live-search`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

async function figuresOf(changes: object): Promise<LiveSearchFigures> {
  const events = await readLiveEvents(await send({ ...BODY, ...changes }));
  expect(events.at(-1)).toMatchObject({ event: 'complete' });
  return LiveSearchFigures.parse(events.at(-1)?.data);
}

describe('a live search', () => {
  let response: Response;
  let events: LiveEventSeen[];
  beforeAll(async () => {
    response = await send(BODY);
    events = await readLiveEvents(response);
  }, 60_000);

  test('streams its way to one report and ends with one event, after which nothing comes', () => {
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const kinds = events.map(({ event }) => event);
    expect(kinds.at(-1)).toBe('complete');
    expect(kinds.filter((kind) => ['complete', 'cancelled'].includes(kind ?? ''))).toHaveLength(1);
    const chunks = events.filter(({ event }) => event === 'markdown_chunk');
    expect(chunks.map(({ data }) => data['chunk_id'])).toEqual(chunks.map((_, at) => at + 1));
    expect(chunks.map(({ data }) => data['is_final_chunk'])).toEqual(
      chunks.map((_, at) => at + 1 === chunks.length),
    );
    const stages = new Set(events.map(({ data }) => data['stage']));
    for (const stage of ['planning', 'searching', 'reading', 'judging', 'ranking', 'writing'])
      expect([...stages]).toContain(stage);
  });

  test('names its session in its header and in the id of each event', () => {
    const session = response.headers.get('session-id');
    for (const { id, event } of events)
      if (event !== 'heartbeat') expect(id).toMatch(new RegExp(`^${session}:\\d+$`));
  });

  test('tells what it counted', () => {
    const figures = LiveSearchFigures.parse(events.at(-1)?.data);
    const read = events.filter(({ data }) => data['stage'] === 'reading' && 'details' in data);
    const pages = read.filter(({ data }) => 'title' in Object(data['details']));
    expect(figures.count_total_urls_scraped).toBe(pages.length);
    expect(figures.count_total_chunks_indexed).toBeGreaterThanOrEqual(pages.length);
    expect(figures.stat_total_web_queries_executed).toBeGreaterThan(0);
    expect(figures.total_hops_executed).toBeGreaterThan(0);
    expect(figures.stat_duration_display).toMatch(/ s$/);
    expect(Object.values(figures.final_reasoning_steps_coverage)).toContain(true);
    const calls = (model: string) => models().calls.filter((name) => name === model).length;
    expect(figures.detailed_token_usage).toEqual(
      ['thinker:latest', 'writer:latest'].map((model) => ({
        model_id: model,
        model_name: model,
        prompt_tokens: 20 * calls(model),
        completion_tokens: 10 * calls(model),
        total_tokens: 30 * calls(model),
      })),
    );
    expect(calls('thinker:latest')).toBeGreaterThan(0);
    expect(calls('writer:latest')).toBeGreaterThan(0);
    for (const source of figures.report_sources) {
      expect(reportOf(events)).toContain(source.citation_marker);
      expect(Date.parse(source.retrieved_at)).toBeGreaterThan(0);
      expect(source.trust_score).toBeGreaterThan(0);
    }
    expect(new Set(figures.report_sources.map((source) => source.provider_name))).toContain(
      'searxng',
    );
  });

  test('tells each section of the report as soon as it is checked', () => {
    const kinds = events.map(({ event, data }) => [event, data['stage']].join(' '));
    expect(kinds.indexOf('markdown_chunk ')).toBeLessThan(kinds.lastIndexOf('progress writing'));
  });

  test('counts each call of each model towards the key that asked for it', async () => {
    const headers = { authorization: `Bearer ${KEY}` };
    const calls = (model: string) => models().calls.filter((name) => name === model).length;
    await vi.waitFor(
      async () => {
        const reply = await fetch(`${stack().url}/api/admin/usage`, { headers });
        const { usage } = Object(await reply.json());
        for (const model of ['thinker:latest', 'writer:latest'])
          expect(usage).toContainEqual(
            expect.objectContaining({ key_id: 'ADMIN_API_KEY', model, requests: calls(model) }),
          );
      },
      { timeout: 10_000, interval: 200 },
    );
  });

  test('is a session of its own kind whose result is the report that was streamed, and is exported', async () => {
    const id = response.headers.get('session-id');
    const headers = { authorization: `Bearer ${KEY}` };
    const sessions = `${stack().url}/api/v1/sessions`;
    const list = await (await fetch(`${sessions}?kind=live-search`, { headers })).json();
    expect(JSON.stringify(list)).toContain(id);

    const session = Object(await (await fetch(`${sessions}/${id}`, { headers })).json());
    expect(session).toMatchObject({ mode: 'live-search', status: 'completed' });
    expect(LiveSearchResult.parse(session.result).findings).toBe(reportOf(events));

    const report = await fetch(`${sessions}/${id}/report?format=md`, { headers });
    expect(await report.text()).toContain('1,642 metres');
  });
});

test('a model of a provider that an administrator added plans or writes like any other', async () => {
  const far = await startTwoModels(['far-writer:latest']);
  try {
    const added = await fetch(`${stack().url}/api/admin/providers`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'far', kind: 'ollama', api_url: far.url }),
    });
    expect(added.status).toBe(201);

    const figures = await figuresOf({ synthesisModelName: 'far-writer', max_hops: 1 });

    expect(new Set(far.calls)).toEqual(new Set(['far-writer:latest']));
    expect(figures.detailed_token_usage.at(-1)).toMatchObject({
      model_id: 'far-writer:latest',
      total_tokens: 30 * far.calls.length,
    });
  } finally {
    far.close();
  }
});

describe('the knob', () => {
  test('search_providers decides who is asked', async () => {
    const { report_sources } = await figuresOf({ search_providers: ['handbook'], max_hops: 1 });
    const asked = new Set(report_sources.map(({ provider_name }) => provider_name));
    expect([...asked].filter((name) => !['handbook', 'link'].includes(name))).toEqual([]);
  });

  test('search_providers with two asks each of them', async () => {
    const limits = { max_hops: 1, max_distinct_search_queries: 1, max_url_exploration_depth: 0 };
    const one = await figuresOf(limits);
    const two = await figuresOf({ ...limits, search_providers: ['searxng', 'handbook'] });
    expect(two.stat_total_web_queries_executed).toBe(one.stat_total_web_queries_executed + 1);
  });

  test('max_distinct_search_queries bounds the queries of the whole run', async () => {
    const one = await figuresOf({ max_distinct_search_queries: 1 });
    const more = await figuresOf({ max_distinct_search_queries: 6 });
    expect(one.stat_total_web_queries_executed).toBe(1);
    expect(more.stat_total_web_queries_executed).toBeGreaterThan(1);
  });

  test('max_results_per_provider_query bounds the pages that a query brings', async () => {
    const limits = { max_distinct_search_queries: 1, max_url_exploration_depth: 0 };
    const two = await figuresOf({ ...limits, max_results_per_provider_query: 2 });
    const five = await figuresOf({ ...limits, max_results_per_provider_query: 5 });
    expect(two.count_total_urls_scraped).toBe(2);
    expect(five.count_total_urls_scraped).toBe(5);
  });

  test('max_url_exploration_depth follows links of pages that were read, by what they promise', async () => {
    web().asked.length = 0;
    await figuresOf({ max_url_exploration_depth: 0, max_hops: 1 });
    expect(web().asked).not.toContain(FISH.path);

    const followed = await figuresOf({ max_url_exploration_depth: 1, max_hops: 1 });
    expect(web().asked).toContain(FISH.path);
    expect(web().asked).not.toContain('/about');
    expect(followed.report_sources.map(({ provider_name }) => provider_name)).toContain('link');
  });

  test('max_hops bounds the rounds', async () => {
    const query = 'How long is the river that flows out of Lake Baikal?';
    const one = await figuresOf({ query, max_hops: 1 });
    const two = await figuresOf({ query, max_hops: 3 });
    expect(one.total_hops_executed).toBe(1);
    expect(two.total_hops_executed).toBeGreaterThan(1);
  });

  test('max_total_urls_per_task bounds the pages that are fetched', async () => {
    const { count_total_urls_scraped } = await figuresOf({ max_total_urls_per_task: 3 });
    expect(count_total_urls_scraped).toBe(3);
  });

  test('chunk_size_words and chunk_overlap_words cut the pages', async () => {
    const limits = { max_distinct_search_queries: 1, max_hops: 1, max_url_exploration_depth: 0 };
    const small = { ...limits, chunk_size_words: 50 };
    const whole = await figuresOf({ ...limits, chunk_size_words: 2_000 });
    const apart = await figuresOf({ ...small, chunk_overlap_words: 0 });
    const overlapping = await figuresOf({ ...small, chunk_overlap_words: 45 });
    expect(whole.count_total_chunks_indexed).toBe(whole.count_total_urls_scraped);
    expect(apart.count_total_chunks_indexed).toBeGreaterThanOrEqual(
      whole.count_total_chunks_indexed,
    );
    expect(overlapping.count_total_chunks_indexed).toBeGreaterThan(
      apart.count_total_chunks_indexed,
    );
  });

  test('top_k_retrieval_per_hop bounds the passages that the report rests on', async () => {
    const limits = { max_hops: 1, max_url_exploration_depth: 0 };
    const one = await figuresOf({ ...limits, top_k_retrieval_per_hop: 1 });
    const many = await figuresOf({ ...limits, top_k_retrieval_per_hop: 30 });
    expect(one.report_sources).toHaveLength(1);
    expect(many.report_sources.length).toBeGreaterThan(1);
  });

  test('every knob is told as it was set', async () => {
    const { parameters } = await figuresOf({ max_hops: 1, top_k_retrieval_per_hop: 7 });
    expect(parameters).toMatchObject({
      max_hops: 1,
      top_k_retrieval_per_hop: 7,
      chunk_size_words: 500,
      chunk_overlap_words: 100,
      search_providers: ['searxng'],
      reasoningModelName: 'thinker:latest',
      synthesisModelName: 'writer:latest',
    });
  });
});

describe('a live search that does not come to its end', () => {
  test('ends as cancelled when it is cancelled, and keeps what it had found', async () => {
    web().delays.set('/angara', 30_000);
    try {
      const response = await send({ ...BODY, query: 'How long is the Angara River?', max_hops: 1 });
      const id = response.headers.get('session-id');
      const session = `${stack().url}/api/v1/sessions/${id}`;
      const headers = { authorization: `Bearer ${KEY}` };
      const events = await readLiveEvents(response, ({ event, data }) => {
        const isReading = data['stage'] === 'reading' && 'url' in Object(data['details']);
        if (isReading) void fetch(`${session}/cancel`, { method: 'POST', headers });
        return event === 'cancelled';
      });

      expect(events.at(-1)).toMatchObject({ event: 'cancelled' });
      expect(await (await fetch(session, { headers })).json()).toMatchObject({
        status: 'cancelled',
        result: { execution_steps: [{ iteration: 1 }], live: { total_hops_executed: 1 } },
      });
    } finally {
      web().delays.clear();
    }
  });

  test('says which providers failed when none answers', async () => {
    web().failing = true;
    try {
      const events = await readLiveEvents(await send(BODY));

      const faults = events.filter(({ event }) => event === 'error');
      expect(faults[0]?.data).toMatchObject({ is_fatal: false, stage: 'searching', status: 503 });
      expect(events.at(-1)).toMatchObject({
        event: 'error',
        data: {
          is_fatal: true,
          status: 503,
          error_message: expect.stringMatching(/No search provider answered: searxng: /),
        },
      });
    } finally {
      web().failing = false;
    }
  });
});
