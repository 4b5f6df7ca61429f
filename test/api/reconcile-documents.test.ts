import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { API_TIMING } from '../../api/api-timing.js';
import { reconcileDocuments } from '../../api/documents/reconcile-documents.js';
import { reconcileOnce } from '../../api/reconciler.js';
import type { IngestionStart } from '../../api/run-starter.js';
import { LOCAL_OWNER } from '../../contracts/owners.js';
import {
  documentPrefix,
  editionOfRun,
  editionPrefix,
  originalPrefix,
} from '../../contracts/stored-documents.js';
import { REEMBED_WORKFLOW_ID } from '../../contracts/workflow-ids.js';
import { useDocumentStores } from '../helpers/document-stores.js';
import { scriptedStarter } from './scripted-starter.js';
import { testParts } from './test-app.js';

const stores = useDocumentStores();

async function queued(): Promise<{ id: string; runId: string }> {
  const { documents } = stores();
  const [id, runId] = [randomUUID(), randomUUID()];
  await documents.enter({ id, owner: 'local', filename: 'a.txt', sourceUrl: null });
  const received = { sizeBytes: 1, contentHash: id, originalKey: 'k', runId, collectionIds: [] };
  await documents.receive(id, received);
  return { id, runId };
}

/** One round, over the index of the file unless it is to be another. */
async function reconcile({ passages } = stores()) {
  const started: IngestionStart[] = [];
  const removed: string[] = [];
  const starter = scriptedStarter(stores(), undefined, {
    startIngestion: async (ingestion) => void started.push(ingestion),
    async deleteDocument({ documentId }) {
      removed.push(documentId);
      await stores().documents.remove(documentId);
      return true;
    },
  });
  await reconcileDocuments(testParts(stores(), { ...stores(), starter, passages }));
  return { started: started.map(({ input }) => input.documentId), removed };
}

test('an ingestion that was never started is started, and the next round leaves it alone', async () => {
  const { id, runId } = await queued();

  expect((await reconcile()).started).toEqual([id]);
  expect((await reconcile()).started).toEqual([]);

  expect(await stores().runs.find(runId)).toMatchObject({ kind: 'document', status: 'queued' });
  await stores().documents.remove(id);
});

test('an ingestion whose start was lost after it was entered is started again, not failed', async () => {
  const { id, runId } = await queued();
  await reconcile();
  const started: IngestionStart[] = [];
  const starter = scriptedStarter(stores(), undefined, {
    describe: async () => ({ state: 'missing' }),
    startIngestion: async (ingestion) => void started.push(ingestion),
  });
  const timing = { ...API_TIMING, unknownAfterMs: 0 };

  await reconcileOnce({ ...testParts(stores(), { ...stores(), starter }), timing });

  expect(started.map(({ input }) => input)).toEqual([{ runId, documentId: id, owner: 'local' }]);
  expect(await stores().runs.find(runId)).toMatchObject({ status: 'queued' });
  await stores().documents.remove(id);
});

test('a re-embedding whose start was lost is started again, unless another one is under way', async () => {
  const { runs } = stores();
  const entered = async () => {
    const id = randomUUID();
    const run = { id, owner: LOCAL_OWNER, query: 'q', mode: 'reembedding', request: {} } as const;
    await runs.create({ ...run, kind: 'reembedding', workflowId: REEMBED_WORKFLOW_ID });
    return id;
  };
  const reconcileWith = (starts: boolean) => {
    const starter = scriptedStarter(stores(), undefined, {
      describe: async () => ({ state: 'missing' }),
      startReembedding: async () => starts,
    });
    const timing = { ...API_TIMING, unknownAfterMs: 0 };
    return reconcileOnce({ ...testParts(stores(), { ...stores(), starter }), timing });
  };

  const id = await entered();
  await reconcileWith(true);
  expect(await runs.find(id)).toMatchObject({ status: 'queued' });
  await reconcileWith(false);
  expect(await runs.find(id)).toMatchObject({ status: 'failed' });
});

test('an ingestion that ended without telling is failed with what its run says', async () => {
  const { id, runId } = await queued();
  await reconcile();
  await stores().documents.begin(id, runId);
  const error = { error: 'document_execution_failed', message: 'terminated from outside' };
  await stores().runs.end(runId, { status: 'failed', error });

  await reconcile();

  expect(await stores().documents.find(id)).toMatchObject({ status: 'failed', error });
  await stores().documents.remove(id);
});

test('an ingestion that was terminated leaves the bytes as they came, once the stores can be cleared', async () => {
  const { documents, objects, passages, runs } = stores();
  const { id, runId } = await queued();
  await reconcile();
  await documents.begin(id, runId);
  const edition = editionOfRun(runId);
  const made = { id: randomUUID(), page: 1, index: 0, start: 0, end: 4, text: 'text', context: '' };
  const space = { owner: 'local', space: 'keywords' };
  const original = await objects.put(originalPrefix(id), 'bytes');
  const key = await objects.put(`${editionPrefix(id, edition)}/pages`, '[]');
  const bundle = {
    position: 0,
    firstPage: 1,
    lastPage: 1,
    pagesKey: key,
    chunksKey: key,
    chunks: 1,
  };
  await documents.addBundles({ documentId: id, edition }, [bundle]);
  const passage = { ...made, documentId: id, edition, collectionIds: [], terms: [], vector: null };
  await passages.upsert(space, [passage]);
  await runs.end(runId, { status: 'failed' });

  const removeEdition = () => Promise.reject(new Error('the index is away'));
  await reconcile({ ...stores(), passages: { ...passages, removeEdition } });
  expect(await documents.find(id)).toMatchObject({ status: 'processing' });
  await reconcile();

  expect(await documents.find(id)).toMatchObject({ status: 'failed' });
  expect(await objects.list(documentPrefix(id))).toEqual([original]);
  expect(await documents.bundles({ documentId: id, edition })).toEqual([]);
  expect(await passages.count(space, id)).toBe(0);
  await documents.remove(id);
});

test('an ingestion that comes to its end while it is cleared up serves nothing, and leaves nothing', async () => {
  const { documents, passages, runs } = stores();
  const { id, runId } = await queued();
  await reconcile();
  await documents.begin(id, runId);
  const edition = editionOfRun(runId);
  await runs.end(runId, { status: 'failed' });
  const commits: boolean[] = [];
  const removeEdition: typeof passages.removeEdition = async (...of) => {
    commits.push(await documents.commit(id, runId, { edition, space: 'keywords', chunks: 1 }));
    await passages.removeEdition(...of);
  };

  await reconcile({ ...stores(), passages: { ...passages, removeEdition } });

  expect(commits).toEqual([false, false]);
  expect(await documents.find(id)).toMatchObject({ status: 'failed', edition: null });
  await documents.remove(id);
});

test('an edition that was committed before its run was ended from outside survives', async () => {
  const { documents, passages, runs } = stores();
  const { id, runId } = await queued();
  await reconcile();
  await documents.begin(id, runId);
  const served = { edition: editionOfRun(runId), space: 'keywords', chunks: 0 };
  await documents.commit(id, runId, served);
  await runs.end(runId, { status: 'failed' });
  const cleared: string[] = [];
  const removeEdition = async (_owner: string, document: string) => void cleared.push(document);

  await reconcile({ ...stores(), passages: { ...passages, removeEdition } });

  expect(cleared).toEqual([]);
  expect(await documents.find(id)).toMatchObject({ status: 'indexed', ...served });
  await documents.remove(id);
});

test('an ingestion that was cancelled without telling leaves a cancelled document', async () => {
  const { id, runId } = await queued();
  await reconcile();
  await stores().runs.end(runId, { status: 'cancelled' });

  await reconcile();

  expect(await stores().documents.find(id)).toMatchObject({ status: 'cancelled', error: null });
  await stores().documents.remove(id);
});

test('a deletion that was cut off is taken up again', async () => {
  const { id } = await queued();
  await stores().documents.hide(id);

  expect((await reconcile()).removed).toEqual([id]);
  expect((await reconcile()).removed).toEqual([]);
});

test('an upload that nobody completed goes with its bytes, one under way stays', async () => {
  const { documents, objects } = stores();
  const [old, fresh] = [randomUUID(), randomUUID()];
  for (const id of [old, fresh]) {
    await documents.enter({ id, owner: 'local', filename: 'a.txt', sourceUrl: null });
    await objects.put(documentPrefix(id), 'bytes');
  }
  const { listAbandoned } = documents;
  documents.listAbandoned = async (seconds) => (seconds > 3_600 ? [old] : []);

  await reconcile();
  documents.listAbandoned = listAbandoned;

  expect(await objects.list(documentPrefix(old))).toEqual([]);
  expect(await objects.list(documentPrefix(fresh))).toHaveLength(1);
  expect(await documents.listAbandoned(-1)).toEqual([fresh]);
});
