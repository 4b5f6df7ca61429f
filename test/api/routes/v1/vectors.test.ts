import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openDatabase } from '../../../../adapters/state/open-database.js';
import { createVectorGroups } from '../../../../adapters/state/vector-groups.js';
import type { AppParts } from '../../../../api/api-parts.js';
import type { VectorGroups } from '../../../../contracts/vector-groups.js';
import type { VectorStore } from '../../../../contracts/vector-store.js';
import { createMigrated } from '../../../adapters/state/test-database.js';
import { createOnLance } from '../../../adapters/vectors/vector-stores.js';
import { noAccess } from '../../no-access.js';
import { noState } from '../../no-state.js';
import { bearer } from '../../scripted-callers.js';
import { post, serveApp, testParts } from '../../test-app.js';
import { byWords, type Embed, embeddingParts } from './embedding-server.js';

const CAT = { id: 'cat', text_content: 'a cat', metadata: { lang: 'en', by: { name: 'ada' } } };
const BANK = { id: 'bank', text_content: 'the bank', metadata: { lang: 'en', tags: ['x', 'y'] } };
const NOTE = { id: 'note', text_content: 'nothing else' };

let vectors: VectorStore;
let vectorGroups: VectorGroups;
let remove: () => Promise<void>;
beforeAll(async () => {
  const lance = await createOnLance();
  const embedded = await createMigrated();
  const database = await openDatabase({ folder: embedded.folder });
  vectors = lance.store;
  vectorGroups = createVectorGroups(database);
  remove = async () => {
    await lance.remove();
    await database.close();
    await embedded.remove();
  };
});
afterAll(() => remove());

describe('texts', () => {
  test('are turned into vectors by the default model, or by the one that is named', async () => {
    const { ask } = await open();

    const usual = await ask('embeddings', { texts: ['a cat', 'the bank'] });
    const named = await ask('embeddings', { texts: ['x'], model_identifier: 'other-embed' });

    expect(usual.body).toEqual({
      success: true,
      data: {
        embeddings: [expect.arrayContaining([0]), [0, expect.any(Number), expect.any(Number)]],
        model_used: 'tiny-embed',
        dimension: 3,
      },
    });
    expect(named.body).toMatchObject({ data: { model_used: 'other-embed' } });
  });

  test('are kept and found by meaning, the best first', async () => {
    const { ask, group } = await open();

    const kept = await ask('documents', { group_id: group, documents: [CAT, BANK, NOTE] });
    const { status, body } = await ask('search', { query_text: 'kittens', group_id: group });

    expect(kept.body).toMatchObject({
      success: true,
      message: `3 documents kept in the group ${group}, embedded by tiny-embed`,
      details: { ids: ['cat', 'bank', 'note'] },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ success: true, model_used: 'tiny-embed' });
    expect(resultsOf(body).map(({ id }) => id)).toEqual(['cat', 'note', 'bank']);
    expect(resultsOf(body)[0]).toEqual({
      ...CAT,
      similarity: expect.closeTo(1, 5),
      group_id: group,
    });
  });

  test('without an id get one, and with an id that is there replace', async () => {
    const { ask, group } = await open();
    const { body } = await ask('documents', {
      group_id: group,
      documents: [{ text_content: 'a cat' }],
    });
    const [id] = Object(body).details.ids;

    await ask('documents', { group_id: group, documents: [{ id, text_content: 'the bank' }] });
    const found = await ask('search', { query_text: 'cat', group_id: group });

    expect(resultsOf(found.body)).toMatchObject([{ id, text_content: 'the bank', metadata: {} }]);
  });

  test.each([
    [{ lang: 'en' }, ['cat', 'bank']],
    [{ by: { name: 'ada' } }, ['cat']],
    [{ 'by.name': 'ada' }, ['cat']],
    [{ tags: ['y', 'z'] }, ['bank']],
    [{ lang: 'en', tags: 'x' }, ['bank']],
    [{ lang: 'de' }, []],
    [{}, ['cat', 'note', 'bank']],
  ])('are narrowed down by %j', async (filter, ids) => {
    const { ask, group } = await open();
    await ask('documents', { group_id: group, documents: [CAT, BANK, NOTE] });

    const { body } = await ask('search', { query_text: 'cat', group_id: group, filter });

    expect(resultsOf(body).map(({ id }) => id)).toEqual(ids);
  });

  test('are given as many as are asked for, 5 by default', async () => {
    const { ask, group } = await open();
    const documents = Array.from({ length: 8 }, (_, at) => ({ text_content: `cat ${at}` }));
    await ask('documents', { group_id: group, documents });

    const usual = await ask('search', { query_text: 'cat', group_id: group });
    const more = await ask('search', { query_text: 'cat', group_id: group, top_k: 7 });

    expect([resultsOf(usual.body).length, resultsOf(more.body).length]).toEqual([5, 7]);
  });

  test('are searched in all groups of the caller where none is named', async () => {
    const { ask, group } = await open('sk-root');
    await ask('documents', { group_id: group, documents: [CAT] });
    await ask('documents', { group_id: `${group} 2`, documents: [BANK] });

    const { body } = await ask('search', { query_text: 'cat' });

    expect(resultsOf(body).map(({ id }) => id)).toEqual(['cat', 'bank']);
    await ask('groups/delete', { group_id: group });
    await ask('groups/delete', { group_id: `${group} 2` });
  });

  test('are gone with their group', async () => {
    const { ask, group } = await open();
    await ask('documents', { group_id: group, documents: [CAT, BANK] });

    const deleted = await ask('groups/delete', { group_id: group });

    expect(deleted.body).toMatchObject({ success: true, details: { deleted: 2 } });
    expect(await ask('groups/delete', { group_id: group })).toMatchObject(notFound(group));
    expect(await ask('search', { query_text: 'x', group_id: group })).toMatchObject(
      notFound(group),
    );
  });
});

describe('a stranger', () => {
  test('finds nothing, replaces nothing and deletes nothing of another', async () => {
    const { ask, askAs, group } = await open();
    await ask('documents', { group_id: group, documents: [CAT] });
    const bob = askAs('sk-bob');
    const admin = askAs('sk-root');

    for (const stranger of [bob, admin]) {
      expect((await stranger('search', { query_text: 'cat' })).body).toMatchObject({ results: [] });
      expect(await stranger('search', { query_text: 'cat', group_id: group })).toMatchObject(
        notFound(group),
      );
      expect(await stranger('groups/delete', { group_id: group })).toMatchObject(notFound(group));
    }
    await bob('documents', { group_id: group, documents: [{ ...CAT, text_content: 'his cat' }] });
    await bob('groups/delete', { group_id: group });

    const { body } = await ask('search', { query_text: 'cat', group_id: group });
    expect(resultsOf(body)).toMatchObject([CAT]);
  });

  test('without the scope is refused', async () => {
    const { askAs } = await open();

    for (const path of ['embeddings', 'documents', 'search', 'groups/delete'])
      expect(await askAs('sk-chat')(path, {})).toMatchObject({
        status: 403,
        body: { error: { code: 'missing_scope' } },
      });
  });
});

describe('a group whose model is no longer the default', () => {
  test('goes on with its own', async () => {
    const { ask, group } = await open();
    const model_identifier = 'other-embed';
    await ask('documents', { group_id: group, documents: [CAT], model_identifier });

    const added = await ask('documents', { group_id: group, documents: [BANK] });
    const found = await ask('search', { query_text: 'cat', group_id: group });

    expect(added.body).toMatchObject({ details: { model_used: 'other-embed' } });
    expect(found.body).toMatchObject({ model_used: 'other-embed' });
    expect(resultsOf(found.body)).toHaveLength(2);
  });

  test('is neither added to nor searched by another model', async () => {
    const { ask, group } = await open();
    await ask('documents', { group_id: group, documents: [CAT] });
    const model_identifier = 'other-embed';

    const added = await ask('documents', { group_id: group, documents: [BANK], model_identifier });
    const found = await ask('search', { query_text: 'x', group_id: group, model_identifier });

    for (const refused of [added, found])
      expect(refused).toMatchObject({
        status: 409,
        body: { error: { code: 'embedding_model_mismatch', param: 'model_identifier' } },
      });
  });

  test('is refused when its model is gone, by name', async () => {
    const { ask, group } = await open();
    await ask('documents', { group_id: group, documents: [CAT] });
    const later = await open('sk-ada', byWords, ['other-embed']);

    expect(await later.ask('search', { query_text: 'x', group_id: group })).toMatchObject({
      status: 404,
      body: { error: { code: 'model_not_found', message: expect.stringContaining('tiny-embed') } },
    });
  });

  test('is told of where all groups are searched', async () => {
    const { ask, group } = await open('sk-bob');
    await ask('documents', { group_id: group, documents: [CAT, BANK] });
    const model_identifier = 'other-embed';
    await ask('documents', { group_id: `${group} 2`, documents: [NOTE], model_identifier });

    const { body } = await ask('search', { query_text: 'cat' });

    expect(body).toMatchObject({
      message: expect.stringMatching(
        /^2 results, by tiny-embed; not searched.*: 1 of other-embed$/,
      ),
    });
  });
});

describe('a new group that two write to at once by two models', () => {
  test('has one model: the second goes along with it, or is refused if it named another', async () => {
    const { ask, group } = await open('sk-ada', together(2));

    const replies = await Promise.all([
      ask('documents', { group_id: group, documents: [CAT] }),
      ask('documents', { group_id: group, documents: [BANK], model_identifier: 'other-embed' }),
    ]);

    const held = await vectors.holdings('ada', group);
    expect(held).toHaveLength(1);
    const refused = { status: 409, body: { error: { code: 'embedding_model_mismatch' } } };
    const kept = { status: 200, body: { details: { model_used: held[0]?.model } } };
    const second = held[0]?.model === 'other-embed' ? kept : refused;
    expect(replies).toMatchObject([kept, second]);
  });

  test('follows the model of the one that was faster where it named none', async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { ask, calls, group } = await open('sk-ada', (response, call) => {
      const wait = call.input[0] === BANK.text_content ? released : Promise.resolve();
      void wait.then(() => byWords(response, call));
    });

    const slower = ask('documents', { group_id: group, documents: [BANK] });
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    const model_identifier = 'other-embed';
    const faster = await ask('documents', { group_id: group, documents: [CAT], model_identifier });
    release();

    expect(faster.status).toBe(200);
    expect(await slower).toMatchObject({
      status: 200,
      body: { details: { model_used: 'other-embed' } },
    });
    expect(await vectors.holdings('ada', group)).toMatchObject([{ documents: 2 }]);
  });
});

describe('a group whose first documents could not be kept', () => {
  test('can be deleted, and then has the model that is chosen next', async () => {
    const { ask, group } = await open();
    await vectorGroups.claim({ owner: 'ada', groupId: group }, { model: 'gone', dimension: 7 });
    expect(await ask('documents', { group_id: group, documents: [CAT] })).toMatchObject({
      status: 404,
    });

    const deleted = await ask('groups/delete', { group_id: group });
    const added = await ask('documents', { group_id: group, documents: [CAT] });

    expect(deleted.body).toMatchObject({ success: true, details: { deleted: 0 } });
    expect(added.body).toMatchObject({ details: { model_used: 'tiny-embed' } });
  });
});

describe('a bad request', () => {
  const DOCUMENT = { text_content: 'x' };

  test.each<[string, unknown, string | null]>([
    ['embeddings', {}, 'texts'],
    ['embeddings', { texts: [] }, 'texts'],
    ['embeddings', { texts: Array(3_000).fill('x') }, 'texts'],
    ['embeddings', { texts: ['a', ''] }, 'texts[1]'],
    ['embeddings', { texts: ['a', 7] }, 'texts[1]'],
    ['documents', { documents: [DOCUMENT] }, 'group_id'],
    ['documents', { group_id: '', documents: [DOCUMENT] }, 'group_id'],
    ['documents', { group_id: 'g', documents: [] }, 'documents'],
    ['documents', { group_id: 'g', documents: [{}] }, 'documents[0].text_content'],
    [
      'documents',
      { group_id: 'g', documents: [{ ...DOCUMENT, metadata: [] }] },
      'documents[0].metadata',
    ],
    ['documents', { group_id: 'g', documents: [CAT, BANK, CAT] }, 'documents[2].id'],
    [
      'documents',
      '{"group_id": "g", "documents": [{"text_content": "x", "metadata": {"a": [1e999]}}]}',
      'documents[0].metadata',
    ],
    [
      'documents',
      '{"group_id": "g", "documents": [{"text_content": "x", "metadata": {"a": NaN}}]}',
      null,
    ],
    [
      'documents',
      { group_id: 'g', documents: [{ ...DOCUMENT, metadata: { a: 'x'.repeat(40_000) } }] },
      'documents[0].metadata',
    ],
    ['search', {}, 'query_text'],
    ['search', { query_text: '' }, 'query_text'],
    ['search', { query_text: 'x', top_k: 0 }, 'top_k'],
    ['search', { query_text: 'x', top_k: 101 }, 'top_k'],
    ['search', { query_text: 'x', filter: 'en' }, 'filter'],
    ['search', { query_text: 'x', filter: { year: { $gt: 2000 } } }, 'filter'],
    ['search', { query_text: 'x', filter: { lang: [] } }, 'filter'],
    ['search', { query_text: 'x', filter: { lang: {} } }, 'filter'],
    ['search', { query_text: 'x', filter: { tags: [[]], lang: 'en' } }, 'filter'],
    ['groups/delete', {}, 'group_id'],
  ])('to %s with %j is a 400 at %s', async (path, body, param) => {
    const { ask, calls } = await open();

    expect(await ask(path, body)).toMatchObject({
      status: 400,
      body: { error: { type: 'invalid_request_error', param } },
    });
    expect(calls).toEqual([]);
  });

  test('keeps nothing when one of its texts cannot be embedded', async () => {
    const nan: Embed = (response, call) =>
      call.input.includes('bad')
        ? void response.end(
            JSON.stringify({
              data: call.input.map((_, index) => ({ index, embedding: [0, 0, 0] })),
            }),
          )
        : byWords(response, call);
    const { ask, group } = await open('sk-ada', nan);

    const refused = await ask('documents', {
      group_id: group,
      documents: [CAT, { text_content: 'bad' }],
    });

    expect(refused).toMatchObject({ status: 502, body: { error: { code: 'bad_reply' } } });
    expect(await ask('groups/delete', { group_id: group })).toMatchObject(notFound(group));
  });
});

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function open(key = 'sk-ada', embed = byWords, models?: readonly string[]) {
  const { parts, calls } = await embeddingParts(embed, models);
  const changes: Partial<AppParts> = { ...noAccess(), ...parts, vectors, vectorGroups };
  const url = await serveApp(testParts(noState(), changes));
  const askAs =
    (sent: string) =>
    async (path: string, body: unknown): Promise<Answer> => {
      const reply = await post(`${url}/v1/vector/${path}`, body, bearer(sent));
      return { status: reply.status, body: await reply.json() };
    };
  return { ask: askAs(key), askAs, calls, group: `group ${randomUUID()}` };
}

/** Embeds by words, and holds its first replies back until so many calls have come. */
function together(first: number): Embed {
  let count = first;
  const held: (() => void)[] = [];
  return (response, call) => {
    held.push(() => byWords(response, call));
    if (held.length < count) return;
    count = 1;
    for (const reply of held.splice(0)) reply();
  };
}

function resultsOf(body: unknown): readonly Record<string, unknown>[] {
  return Object(body).results;
}

function notFound(group: string) {
  return {
    status: 404,
    body: { error: { code: 'group_not_found', message: expect.stringContaining(group) } },
  };
}
