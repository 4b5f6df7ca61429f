import { randomUUID } from 'node:crypto';
import { WorkflowFailedError } from '@temporalio/client';
import { expect, test } from 'vitest';
import { createDocumentStateActivities } from '../../activities/document-state.js';
import { createIndexingActivities } from '../../activities/indexing-documents.js';
import { createParsingActivities } from '../../activities/parsing-documents.js';
import { createRunStateActivities } from '../../activities/run-state.js';
import { type FailureCode, ServiceError } from '../../contracts/failures.js';
import { KEYWORD_SPACE, type PassageIndex } from '../../contracts/passage-index.js';
import { documentPrefix, originalPrefix } from '../../contracts/stored-documents.js';
import type { ingestDocument } from '../../workflows/ingest-document.js';
import { useDocumentStores } from '../helpers/document-stores.js';
import { pagedParser } from '../helpers/paged-parser.js';
import { withWorkers } from '../helpers/temporal.js';

const stores = useDocumentStores();
const OWNER = 'ada';
const PAGES = ['The boiler holds 120 litres.', 'The furnace burns pellets.'];

/** A document whose bytes are there, and the run that is to ingest it. */
async function received(): Promise<{ documentId: string; runId: string; owner: string }> {
  const { documents, objects } = stores();
  const [documentId, runId] = [randomUUID(), randomUUID()];
  await documents.enter({ id: documentId, owner: OWNER, filename: 'notes.txt', sourceUrl: null });
  const bytes = (async function* () {
    yield Buffer.from(documentId);
  })();
  const kept = await objects.putStream(originalPrefix(documentId), bytes);
  const { sizeBytes, sha256: contentHash, key: originalKey } = kept;
  const parts = { sizeBytes, contentHash, originalKey, runId, collectionIds: [] };
  await documents.receive(documentId, parts);
  return { documentId, runId, owner: OWNER };
}

/** Ingests with everything real but the index, which fails as told before each write. */
async function ingest(
  input: Awaited<ReturnType<typeof received>>,
  beforeWrite: () => FailureCode | undefined,
) {
  const { runs } = stores();
  const run = { id: input.runId, kind: 'document' as const, owner: OWNER, mode: 'ingestion' };
  await runs.create({ ...run, query: 'notes.txt', request: {}, workflowId: input.runId });
  const passages: PassageIndex = {
    ...stores().passages,
    async upsert(space, written) {
      const failure = beforeWrite();
      if (failure !== undefined) throw new ServiceError(failure, 'the vector store is away');
      await stores().passages.upsert(space, written);
    },
  };
  const services = {
    ...stores(),
    passages,
    parser: pagedParser(PAGES),
    embedder: () => undefined,
  };
  const { parseDocument } = createParsingActivities(services);
  const { beginRun, endRun } = createRunStateActivities(services);
  const activities = {
    ...createDocumentStateActivities(services),
    parseDocument,
    ...createIndexingActivities(services),
    beginRun,
    endRun,
    chooseModels: async () => ({ chat: null, embedding: null, warnings: [] }),
  };
  await withWorkers(activities, ({ client, ...on }) =>
    client.workflow
      .execute<typeof ingestDocument>('ingestDocument', { args: [input], ...on })
      .catch((error: unknown) => {
        if (!(error instanceof WorkflowFailedError)) throw error;
      }),
  );
}

function held(documentId: string): Promise<number> {
  return stores().passages.count({ owner: OWNER, space: KEYWORD_SPACE }, documentId);
}

test('a vector store that is away for a moment is waited for, and each passage is kept once', async () => {
  const input = await received();
  const outcomes: (FailureCode | undefined)[] = ['unavailable', 'unavailable'];

  await ingest(input, () => outcomes.shift());

  const document = await stores().documents.find(input.documentId);
  expect(document).toMatchObject({ status: 'indexed', chunks: 2, error: null });
  expect(await held(input.documentId)).toBe(2);
});

test('one that stays away fails the document with the reason, leaves its bytes alone, and reindexing mends it', async () => {
  const input = await received();
  const { documents, objects } = stores();

  await ingest(input, () => 'refused'); // the end of all tries, without waiting for them

  const failed = await documents.find(input.documentId);
  expect(failed).toMatchObject({
    status: 'failed',
    error: { error: 'refused', message: 'the vector store is away' },
  });
  expect(await objects.list(documentPrefix(input.documentId))).toEqual([failed?.originalKey]);
  expect(await held(input.documentId)).toBe(0);

  const again = { ...input, runId: randomUUID() };
  await documents.requeue(input.documentId, again.runId);
  await ingest(again, () => undefined);

  expect(await documents.find(input.documentId)).toMatchObject({
    status: 'indexed',
    chunks: 2,
    error: null,
  });
  expect(await held(input.documentId)).toBe(2);
});
