import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { createCrossEncoder } from '../../../../adapters/gateway/cross-encoder.js';
import { serve } from '../../../helpers/serve.js';
import { noAccess } from '../../no-access.js';
import { noState } from '../../no-state.js';
import { bearer } from '../../scripted-callers.js';
import { post, serveApp, testParts } from '../../test-app.js';
import { embeddingParts } from './embedding-server.js';

const DOCUMENTS = ['the bank', 'a cat', { text: 'nothing else', title: 'x' }];
const QUERY = { query: 'kittens', documents: DOCUMENTS };

describe('documents', () => {
  test('are ordered by the cosine of their vectors, best first', async () => {
    const { ask, used } = await open();

    const { status, body } = await ask({ ...QUERY, model: 'tiny-embed' });

    expect(status).toBe(200);
    expect(body).toEqual({
      id: expect.stringMatching(/^rerank-/),
      object: 'list',
      model: 'tiny-embed',
      method: 'embedding',
      results: [
        { index: 1, relevance_score: expect.closeTo(1, 6) },
        { index: 2, relevance_score: expect.closeTo(1 / Math.hypot(8, 1), 6) },
        { index: 0, relevance_score: expect.closeTo(1 / Math.hypot(8, 1) / Math.hypot(4, 1), 6) },
      ],
      usage: { prompt_tokens: 16, total_tokens: 16 },
    });
    expect(used).toMatchObject([{ owner: 'ada', model: 'tiny-embed', promptTokens: 16 }]);
  });

  test('come back where that is asked for, and only so many', async () => {
    const { ask } = await open();

    const { body } = await ask({ ...QUERY, top_n: 2, return_documents: true });

    expect(Object(body).results).toMatchObject([
      { index: 1, document: { text: 'a cat' } },
      { index: 2, document: { text: 'nothing else' } },
    ]);
    const all = await ask({ ...QUERY, top_n: 99 });
    expect(Object(all.body).results).toHaveLength(3);
  });

  test('are judged by the configured reranker, unless an embedding model is named', async () => {
    const reranker = await scores([0.1, 0.2, 0.9]);
    const { ask, used } = await open(reranker.url);

    const usual = await ask(QUERY);
    const named = await ask({ ...QUERY, model: 'cross' });
    const embedded = await ask({ ...QUERY, model: 'tiny-embed' });

    expect(usual.body).toMatchObject({
      model: 'cross',
      method: 'cross-encoder',
      results: [
        { index: 2, relevance_score: 0.9 },
        { index: 1, relevance_score: 0.2 },
        { index: 0, relevance_score: 0.1 },
      ],
      usage: { prompt_tokens: 5, total_tokens: 5 },
    });
    expect(named.body).toMatchObject({ method: 'cross-encoder' });
    expect(embedded.body).toMatchObject({ method: 'embedding', model: 'tiny-embed' });
    expect(reranker.asked[0]).toEqual({
      model: 'cross',
      query: 'kittens',
      documents: ['the bank', 'a cat', 'nothing else'],
      top_n: 3,
    });
    expect(used.map(({ model }) => model)).toEqual(['cross', 'cross', 'tiny-embed']);
  });
});

describe('what cannot be ranked', () => {
  test.each([
    [{ documents: ['x'] }, 'query'],
    [{ query: '', documents: ['x'] }, 'query'],
    [{ query: 'x' }, 'documents'],
    [{ query: 'x', documents: [] }, 'documents'],
    [{ query: 'x', documents: 'y' }, 'documents'],
    [{ query: 'x', documents: Array(1_001).fill('y') }, 'documents'],
    [{ query: 'x', documents: ['y', ''] }, 'documents[1]'],
    [{ query: 'x', documents: [{ title: 'y' }] }, 'documents[0]'],
    [{ query: 'x', documents: ['y'], top_n: 0 }, 'top_n'],
  ])('as %j is a 400 at %s', async (body, param) => {
    const { ask, calls } = await open();

    expect(await ask(body)).toMatchObject({
      status: 400,
      body: { error: { type: 'invalid_request_error', param } },
    });
    expect(calls).toEqual([]);
  });

  test('by a model that is not there is a 404 that lists the known ones', async () => {
    const { ask } = await open((await scores([])).url);

    expect(await ask({ ...QUERY, model: 'rerank-english-v3.0' })).toMatchObject({
      status: 404,
      body: {
        error: {
          code: 'model_not_found',
          message: expect.stringContaining('known models: tiny-embed, other-embed, cross'),
        },
      },
    });
  });

  test('without any model is a 500, and never ranked by words alone', async () => {
    const url = await serveApp(testParts(noState(), noAccess()));

    const reply = await post(`${url}/v1/rerank`, QUERY, bearer('sk-ada'));

    expect(reply.status).toBe(500);
    expect(await reply.json()).toMatchObject({ error: { code: 'no_embedding_model' } });
  });

  test.each([
    ['forgets a document', [0.5, 0.4], 502, 'bad_reply'],
    ['gives no number', [0.5, 0.4, null], 502, 'bad_reply'],
    ['fails', 503, 503, 'unavailable'],
    ['refuses our key', 401, 502, 'refused'],
  ])('since the reranker %s is its error', async (_, answer, status, code) => {
    const { ask } = await open((await scores(answer)).url);

    expect(await ask(QUERY)).toMatchObject({ status, body: { error: { code } } });
  });

  test('with a key of neither scope is a 403', async () => {
    const { url } = await open();

    expect((await post(`${url}/v1/rerank`, QUERY, bearer('sk-search'))).status).toBe(403);
  });
});

/** A reranker that gives these scores, the last document first, or fails with a status. */
async function scores(answer: number | readonly (number | null)[]) {
  const asked: unknown[] = [];
  const root = await serve(async (request, response) => {
    asked.push(JSON.parse(await text(request)));
    response.setHeader('content-type', 'application/json');
    if (typeof answer === 'number') response.statusCode = answer;
    const results =
      typeof answer === 'number'
        ? []
        : answer.map((relevance_score, index) => ({ index, relevance_score })).reverse();
    response.end(JSON.stringify({ results, usage: { total_tokens: 5 } }));
  });
  return { url: `${root}/v1`, asked };
}

async function open(rerankUrl?: string) {
  const { parts, calls, used } = await embeddingParts();
  const reranker =
    rerankUrl === undefined
      ? undefined
      : createCrossEncoder({
          baseUrl: rerankUrl,
          apiKey: undefined,
          model: 'cross',
          limitMs: 5_000,
        });
  const url = await serveApp(testParts(noState(), { ...noAccess(), ...parts, reranker }));
  const ask = async (body: unknown): Promise<{ status: number; body: unknown }> => {
    const reply = await post(`${url}/v1/rerank`, body, bearer('sk-ada'));
    return { status: reply.status, body: await reply.json() };
  };
  return { url, ask, calls, used };
}
