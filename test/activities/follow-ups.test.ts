import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createFollowUpActivities } from '../../activities/follow-ups.js';
import { keepSearchEvidence } from '../../activities/keep-search-evidence.js';
import { createFileObjects } from '../../adapters/objects/file-objects.js';
import type { OpenFollowUpInput } from '../../contracts/follow-up.js';
import { useTestState } from '../api/test-state.js';

const state = useTestState();
const SCOPE: OpenFollowUpInput['scope'] = {
  sources: ['web'],
  collection_ids: [],
  document_ids: [],
  allowed_domains: [],
  blocked_domains: [],
  time_range: null,
};

test('evidence is taken over under keys of the new run', async () => {
  const { objects, earlier, open } = await setUp('ada', 'ada');

  const opened = await open();

  expect(opened.question).toBe('What lives in it? (Lake Baikal)');
  expect(opened.read).toMatchObject([{ url: 'https://a.example/' }]);
  await objects.deletePrefix(`runs/${earlier}`);
  expect(JSON.parse(await objects.getText(opened.foundKey ?? ''))).toMatchObject([
    { url: 'https://a.example/', title: 'Lake Baikal' },
  ]);
});

test('pages that lie elsewhere or are too old for the new scope are left behind', async () => {
  const elsewhere = await setUp('ada', 'ada', { page: { url: 'https://blocked.example/' } });
  const blocked = { ...SCOPE, blocked_domains: ['blocked.example'] };
  expect(await elsewhere.open(blocked)).toMatchObject({ foundKey: null, read: [] });
  expect((await elsewhere.open()).read).toHaveLength(1);

  const old = await setUp('ada', 'ada', { page: { published_at: '2001-01-01' } });
  expect(await old.open({ ...SCOPE, time_range: 'year' })).toMatchObject({ read: [] });
});

test('texts of documents are copied, so that deleting the earlier session takes nothing away', async () => {
  const { objects, earlier, open } = await setUp('ada', 'ada', { document: 'It is 1,642 m deep.' });

  const { foundKey } = await open({ ...SCOPE, sources: ['documents'] });
  await objects.deletePrefix(`runs/${earlier}`);

  const hits = StoredHits.parse(JSON.parse(await objects.getText(foundKey ?? '')));
  const [{ document } = {}] = hits;
  expect(JSON.parse(await objects.getText(document?.textKey ?? ''))).toEqual({
    text: 'It is 1,642 m deep.',
  });
});

test('nothing is taken over from another owner, nor from a session that is gone', async () => {
  const nothing = { foundKey: null, read: [], open: [] };
  const other = await setUp('ada', 'bob');
  expect(await other.open()).toEqual({ question: 'What lives in it?', ...nothing });

  const gone = await setUp('ada', 'ada');
  await state().runs.remove(gone.earlier);
  expect(await gone.open()).toMatchObject(nothing);

  const emptied = await setUp('ada', 'ada');
  await emptied.objects.deletePrefix(`runs/${emptied.earlier}`);
  expect(await emptied.open()).toMatchObject(nothing);
});

const StoredHits = z.array(z.object({ document: z.object({ textKey: z.string() }).optional() }));

const PAGE = {
  url: 'https://a.example/',
  title: 'Lake Baikal',
  byline: null,
  published_at: null,
  language: 'en',
  media_type: 'text/html',
  text: 'Deep.',
  markdown: 'Deep.',
};

interface Earlier {
  readonly page?: object;
  /** The text of a page of a document, found in place of the page of the web. */
  readonly document?: string;
}

/** An ended search of one owner that had read a page, and a run of another that follows it up. */
async function setUp(earlierOwner: string, owner: string, { page, document }: Earlier = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-follow-up-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const objects = createFileObjects(folder);
  const [earlier, runId] = [randomUUID(), randomUUID()];
  await enter(earlier, earlierOwner);
  await enter(runId, owner);
  const hit = { url: 'https://a.example/', title: 'Lake Baikal', snippet: '', engine: 'test' };
  const pageKey = await objects.put('pages', JSON.stringify({ ...PAGE, ...page }));
  const place =
    document === undefined
      ? {}
      : {
          document: {
            id: randomUUID(),
            page: 1,
            textKey: await objects.put(`runs/${earlier}`, JSON.stringify({ text: document })),
          },
        };
  const hits = [{ ...hit, publishedAt: null, fusedScore: 0.1, ...place }];
  const key = await objects.put(`runs/${earlier}`, JSON.stringify(hits));
  await keepSearchEvidence(objects, {
    runId: earlier,
    query: 'How deep is Lake Baikal?',
    language: 'en',
    subQueries: [],
    merged: { key, urls: [] },
    read: [{ url: hit.url, pageKey, warning: null, readAt: '2026-01-01T00:00:00Z' }],
  });
  const { openFollowUp } = createFollowUpActivities({ objects, runs: state().runs });
  const open = (scope = SCOPE) =>
    openFollowUp({ runId, query: 'What lives in it?', followUpOf: earlier, scope });
  return { objects, earlier, open };
}

async function enter(id: string, owner: string): Promise<void> {
  const query = 'How deep is Lake Baikal?';
  const run = { id, owner, query, mode: 'balanced', request: {} };
  await state().runs.create({ ...run, kind: 'search', workflowId: id });
}
