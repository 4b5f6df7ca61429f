import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { expect, test } from 'vitest';
import { createMergingActivities } from '../../activities/merging.js';
import { createRankingActivities } from '../../activities/ranking.js';
import { createDocumentSearchActivities } from '../../activities/searching-documents.js';
import { putJson, runPrefix } from '../../activities/stored-json.js';
import type { DocumentScope } from '../../contracts/query-steps.js';
import type { SearchHit } from '../../contracts/search-engines.js';
import type { FoundHits, MergedHits, RankedEvidence } from '../../contracts/search-steps.js';
import { StoredHits, StoredPack } from '../../contracts/stored-shapes.js';
import type { Warning } from '../../contracts/warnings.js';
import { useDocumentStores } from '../helpers/document-stores.js';
import { indexDocument } from '../helpers/index-document.js';

const stores = useDocumentStores();

const QUESTION = 'How many litres does the reservoir hold?';
const PAGE = 'The plant is old.\n\nThe reservoir holds 120 litres of water, and no more.';

async function runOf(owner: string): Promise<string> {
  const id = randomUUID();
  const run = { id, kind: 'search' as const, owner, query: QUESTION, mode: 'balanced' };
  await stores().runs.create({ ...run, request: {}, workflowId: id });
  return id;
}

/** Asks as a run of this owner does. */
async function search(owner: string, scope: DocumentScope = {}) {
  const runId = await runOf(owner);
  const { searchDocuments } = createDocumentSearchActivities({
    ...stores(),
    embedder: () => undefined,
  });
  const subQuery = { query: QUESTION, intent: 'original', priority: 1 };
  const input = { runId, subQuery, limit: 5, useEmbedder: false, ...scope };
  const found: FoundHits = await new MockActivityEnvironment().run(() => searchDocuments(input));
  const hits = StoredHits.parse(JSON.parse(await stores().objects.getText(found.key)));
  return { runId, found, ids: hits.map(({ document }) => document?.id) };
}

async function unserved(owner: string, scope: DocumentScope = {}): Promise<readonly Warning[]> {
  const runId = await runOf(owner);
  const { checkDocuments } = createDocumentSearchActivities({
    ...stores(),
    embedder: () => undefined,
  });
  return new MockActivityEnvironment().run(() => checkDocuments({ runId, ...scope }));
}

test('only what was asked for is found, and only what is the owner’s', async () => {
  const owner = 'bob';
  const collection = (await stores().collections.create(owner, 'papers'))?.collection_id ?? '';
  const filed = await indexDocument(stores(), {
    pages: [PAGE],
    owner,
    collectionIds: [collection],
  });
  const other = await indexDocument(stores(), { pages: [`${PAGE} Reservoir!`], owner });
  const carols = await indexDocument(stores(), { pages: [PAGE], owner: 'carol' });

  expect((await search(owner)).ids.toSorted()).toEqual([filed, other].toSorted());
  expect((await search(owner, { documentIds: [other] })).ids).toEqual([other]);
  expect((await search(owner, { collectionIds: [collection] })).ids).toEqual([filed]);
  expect((await search(owner, { documentIds: [carols] })).ids).toEqual([]);
});

test('a page is ranked beside the web with its exact text, also when its document is deleted meanwhile', async () => {
  const id = await indexDocument(stores(), {
    ...{ pages: [PAGE], owner: 'dora', filename: 'plant.pdf', label: 'iv' },
  });
  const { objects, documents } = stores();
  const { runId, found } = await search('dora');
  await documents.hide(id);
  const web: SearchHit = {
    url: 'https://example.org/reservoirs',
    title: 'Reservoirs',
    snippet: 'A reservoir may hold many litres of water.',
    engine: 'test',
  };
  const key = await putJson(objects, runPrefix(runId), [web]);
  const hits = [found, { ...found, key, looked: true }];
  const activity = new MockActivityEnvironment();
  const { mergeFound } = createMergingActivities(stores());
  const { rankEvidence } = createRankingActivities({
    ...stores(),
    threads: { run: async (step, input) => step(input) },
    embedder: () => undefined,
  });

  const merged: MergedHits = await activity.run(() => mergeFound({ runId, found: hits }));
  const ranked: RankedEvidence = await activity.run(() =>
    rankEvidence({
      ...{ runId, query: QUESTION, subQueries: [], language: 'en', maxSources: 5 },
      ...{ diversity: true, recency: false, queryAware: false, useEmbedder: false },
      ...{ merged, read: [] },
    }),
  );

  expect(merged.urls).toEqual([web.url]);
  const pack = StoredPack.parse(JSON.parse(await objects.getText(ranked.packKey)));
  expect(pack.sources.map(({ source }) => source.source_type).toSorted()).toEqual([
    'document',
    'web',
  ]);
  const own = pack.sources.find(({ source }) => source.source_type === 'document');
  expect(own?.source).toMatchObject({
    document_id: id,
    filename: 'plant.pdf',
    page: 1,
    page_label: 'iv',
    evidence: 'page',
    engine: 'documents',
  });
  const [passage] = own?.passages ?? [];
  expect(own?.source.excerpt).toBe(passage?.text);
  expect(PAGE.slice(passage?.start, passage?.end)).toBe(passage?.text);
});

test('what was asked for and cannot be found is named', async () => {
  const owner = 'eve';
  const served = await indexDocument(stores(), { pages: [PAGE], owner });
  const waiting = await indexDocument(stores(), {
    pages: [PAGE],
    owner,
    filename: 'late.pdf',
    uncommitted: true,
  });
  const [gone, lost] = [randomUUID(), randomUUID()];

  expect(await unserved(owner, { documentIds: [served] })).toEqual([]);
  expect(await unserved(owner, { documentIds: [served, waiting, gone] })).toMatchObject([
    { code: 'document-missing', subject: gone },
    {
      code: 'document-not-searched',
      subject: waiting,
      message: expect.stringMatching(/^late.pdf is still being/),
    },
  ]);
  expect(await unserved(owner)).toMatchObject([{ subject: waiting }]);
  expect(await unserved(owner, { collectionIds: [lost] })).toMatchObject([
    { code: 'collection-missing', subject: lost },
    { code: 'no-documents', subject: lost },
  ]);
  expect(await unserved('nobody')).toMatchObject([{ code: 'no-documents' }]);
});
