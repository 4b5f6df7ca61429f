import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { expect, test } from 'vitest';
import { createPageFindingActivities } from '../../activities/finding-pages.js';
import type { EvidencePack } from '../../contracts/evidence.js';
import type { Embedder } from '../../contracts/models.js';
import type { FindPagesInput } from '../../contracts/query-steps.js';
import type { RankedEvidence } from '../../contracts/search-steps.js';
import { StoredPack } from '../../contracts/stored-shapes.js';
import { useDocumentStores } from '../helpers/document-stores.js';
import { indexDocument } from '../helpers/index-document.js';

const stores = useDocumentStores();

/** Turns texts by the two matters that they may be on. */
const TOPICS: Embedder = {
  name: 'topics',
  embed: async (texts) =>
    texts.map((text) => {
      const money = /refund|money|paid/i.test(text) ? 1 : 0.02;
      const weather = /rain|weather|sun/i.test(text) ? 1 : 0.02;
      const length = Math.hypot(money, weather);
      return [money / length, weather / length];
    }),
};

/** Asks as the owner of a run would. */
async function find(
  query: string,
  {
    owner = 'somebody',
    embedder,
    earlier,
    ...scope
  }: Partial<FindPagesInput> & {
    owner?: string;
    embedder?: Embedder;
    earlier?: Embedder | undefined;
  } = {},
): Promise<EvidencePack> {
  const { runs, objects } = stores();
  const runId = randomUUID();
  const run = { id: runId, kind: 'document-query' as const, owner, query, mode: 'documents' };
  await runs.create({ ...run, request: {}, workflowId: runId });
  const { findPages } = createPageFindingActivities({
    ...stores(),
    embedder: (space) => (space === undefined ? embedder : earlier),
  });
  const input = { runId, query, limit: 5, useEmbedder: embedder !== undefined, ...scope };
  const found: RankedEvidence = await new MockActivityEnvironment().run(() => findPages(input));
  return StoredPack.parse(JSON.parse(await objects.getText(found.packKey)));
}

const pagesOf = ({ sources }: EvidencePack) =>
  sources.map(({ source }) => `${source.document_id} ${source.page}`);

test('the page that answers is a source with its exact text, its document and its page', async () => {
  const pages = [
    'The board met.\n\nIt was cold.',
    'Comparable sales grew by 15.6 %.\n\nGift cards did not.',
  ];
  const id = await indexDocument(stores(), { pages, filename: 'report.pdf', owner: 'ada' });

  const { sources, question } = await find('How much did comparable sales grow?', { owner: 'ada' });

  expect(question).toBe('How much did comparable sales grow?');
  expect(sources[0]?.source).toMatchObject({
    title: 'report.pdf',
    url: `document://${id}/pages/2`,
    source_type: 'document',
    evidence: 'page',
    document_id: id,
    page: 2,
    final_score: 1,
  });
  const [passage] = sources[0]?.passages ?? [];
  expect(pages[1]?.slice(passage?.start, passage?.end)).toBe(passage?.text);
  expect(passage?.text).toContain('15.6 %');
});

test('a document that was not asked for never appears, whatever its words', async () => {
  const owner = 'bob';
  const collection = (await stores().collections.create(owner, 'papers'))?.collection_id ?? '';
  const text = 'The reservoir holds 120 litres of water.';
  const inIt = await indexDocument(stores(), { pages: [text], owner, collectionIds: [collection] });
  const other = await indexDocument(stores(), { pages: [`${text} Reservoir!`], owner });
  await indexDocument(stores(), { pages: [text], owner: 'carol' });
  const question = 'How many litres does the reservoir hold?';

  expect(pagesOf(await find(question, { owner })).sort()).toEqual(
    [`${inIt} 1`, `${other} 1`].sort(),
  );
  expect(pagesOf(await find(question, { owner, documentIds: [other] }))).toEqual([`${other} 1`]);
  const inCollection = await find(question, { owner, collectionIds: [collection] });
  expect(pagesOf(inCollection)).toEqual([`${inIt} 1`]);
  const neither = { owner, documentIds: [other], collectionIds: [collection] };
  expect(pagesOf(await find(question, neither))).toEqual([]);
  expect(pagesOf(await find(question, { owner: 'nobody' }))).toEqual([]);
});

test('what is not committed yet, or is being deleted, is not found', async () => {
  const owner = 'dora';
  const pages = ['The turbine spins at 3,000 revolutions.'];
  const deleted = await indexDocument(stores(), { pages, owner });
  await indexDocument(stores(), { pages, owner, uncommitted: true });
  const kept = await indexDocument(stores(), { pages, owner });

  await stores().documents.hide(deleted);

  expect(pagesOf(await find('How fast does the turbine spin?', { owner }))).toEqual([`${kept} 1`]);
});

test('meaning finds what words do not, and documents of another space are still found by words', async () => {
  const owner = 'eve';
  const meant = await indexDocument(stores(), {
    pages: ['Rain fell for days.', 'Refunds take ten days.'],
    owner,
    embedder: TOPICS,
  });
  const worded = await indexDocument(stores(), { pages: ['Where money is, trouble is.'], owner });

  const found = pagesOf(await find('Where is my money?', { owner, embedder: TOPICS }));

  expect(found).toContain(`${meant} 2`);
  expect(found).toContain(`${worded} 1`);
  expect(found).not.toContain(`${meant} 1`);
});

test('documents that wait for a new model are found by their old vectors, as long as the old one is there', async () => {
  const owner = 'gil';
  const pages = ['Rain fell for days.', 'Refunds take ten days.'];
  const waiting = await indexDocument(stores(), { pages, owner, embedder: TOPICS });
  const question = 'Where is my money?';
  const embedder: Embedder = { name: 'new', embed: async (texts) => texts.map(() => [1, 0, 0, 0]) };
  const gone: Embedder = { ...TOPICS, embed: () => Promise.reject(new Error('gone')) };

  const found = await find(question, { owner, embedder, earlier: TOPICS });

  expect(pagesOf(found)[0]).toBe(`${waiting} 2`);
  for (const earlier of [gone, embedder, undefined])
    expect(pagesOf(await find(question, { owner, embedder, earlier }))).toEqual([]);
});

test('where nothing is relevant there are no sources', async () => {
  const owner = 'frank';
  await indexDocument(stores(), { pages: ['Comparable sales grew by 15.6 %.'], owner });

  const { sources } = await find('Who painted the ceiling of the Sistine Chapel?', { owner });

  expect(sources).toEqual([]);
});
