import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { describe, expect, test } from 'vitest';
import type { Activities } from '../../activities/index.js';
import { BATCH_OUTCOMES } from '../helpers/batch-outcomes.js';
import { documentActivities, INGEST, newIngestionLog } from '../helpers/document-activities.js';
import { imageActivities, imageInput, SAMPLE_IMAGE } from '../helpers/image-activities.js';
import { liveActivities, liveInput } from '../helpers/live-activities.js';
import { queryActivities, queryInput } from '../helpers/query-activities.js';
import { newReembedLog, REEMBED, reembedActivities } from '../helpers/reembed-activities.js';
import { researchActivities, researchInput } from '../helpers/research-activities.js';
import { USAGE, withModel } from '../helpers/research-by-model.js';
import { searchActivities, searchInput } from '../helpers/search-activities.js';
import { withWorkers } from '../helpers/temporal.js';
import { workflowBundle } from '../helpers/workflow-bundle.js';

const folder = new URL('../histories/', import.meta.url);
const recorded = readdirSync(folder).filter((name) => name.endsWith('.json'));

test('every outcome of every workflow is recorded', () => {
  expect(recorded.map((name) => name.replace('.json', '')).sort()).toEqual(
    Object.keys(OUTCOMES).sort(),
  );
});

test.each(recorded)("today's workflows still replay %s", async (name) => {
  const history: unknown = JSON.parse(await readFile(new URL(name, folder), 'utf8'));
  const sinks = { events: { tell: { fn() {}, callDuringReplay: true } } };
  await Worker.runReplayHistory({ workflowBundle: await workflowBundle(), sinks }, history);
});

interface Outcome {
  readonly workflow: string;
  readonly args: unknown[];
  readonly activities: Partial<Activities>;
  cancelAfterMs?: number;
  /** Sent as soon as the workflow is started. */
  readonly signals?: readonly string[];
}

const MODEL: Partial<Activities> = {
  chooseModels: async () => ({ chat: 'small', embedding: 'tiny', warnings: [] }),
  planQueries: async ({ query }) => ({
    plan: {
      sub_queries: [{ query, intent: 'original', priority: 1 }],
      language: 'en',
      time_range: null,
      planned_by: 'model',
    },
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2, model_calls: 1 },
  }),
  checkAnswer: async ({ answerKey }) => ({
    checkKey: answerKey,
    claims: 3,
    failed: 1,
    warnings: [],
  }),
  rewriteAnswer: async ({ model }) => ({
    answerKey: 'rewritten',
    modelUsed: model,
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2, model_calls: 1 },
    warnings: [],
  }),
};

async function slowly<T>(value: T): Promise<T> {
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  return value;
}

/** No engine looks, and nothing is found. */
const NO_ENGINE: Partial<Activities> = {
  searchWeb: async ({ subQuery }) => ({
    subQuery,
    key: 'none',
    count: 0,
    looked: false,
    warnings: [{ code: 'engine-failed', message: 'is away', subject: 'searxng' }],
  }),
  mergeRound: async () => ({ key: 'merged', total: 0, toRead: [], deadEnds: [] }),
};

const SLOW_PAGES: Partial<Activities> = {
  readSource: ({ url }) => slowly({ url, pageKey: 'page', warning: null }),
};

/** The second section takes long. */
const SLOW_SECTION: Partial<Activities> = {
  writeSection: ({ section, number, model }) => {
    const keys = { answerKey: `answer on ${section.heading}`, packKey: 'evidence' };
    const written = { ...keys, modelUsed: model, usage: USAGE, warnings: [] };
    return number === 1 ? Promise.resolve(written) : slowly(written);
  },
};

const search = (activities: Partial<Activities>, changes = {}): Outcome => ({
  workflow: 'search',
  args: [searchInput(changes)],
  activities: searchActivities([], activities),
});

const query = (activities: Partial<Activities> = {}): Outcome => ({
  workflow: 'queryDocuments',
  args: [queryInput()],
  activities: queryActivities([], activities),
});

const ingestion = (activities: Partial<Activities> = {}): Outcome => ({
  workflow: 'ingestDocument',
  args: [INGEST],
  activities: documentActivities(newIngestionLog(), activities),
});

const image = (activities: Partial<Activities> = {}, changes = {}): Outcome => ({
  workflow: 'generateImage',
  args: [imageInput(changes)],
  activities: imageActivities([], activities),
});

const reembedding = (
  documents: readonly string[],
  activities: Partial<Activities> = {},
): Outcome => ({
  workflow: 'reembedDocuments',
  args: [REEMBED],
  activities: reembedActivities(newReembedLog(), documents, activities),
});

const OUTCOMES: Record<string, Outcome> = {
  ...BATCH_OUTCOMES,
  'research-completed': {
    workflow: 'research',
    args: [researchInput()],
    activities: researchActivities([]),
  },
  'research-cut': {
    workflow: 'research',
    args: [researchInput({ timeout: 1 })],
    activities: researchActivities([], SLOW_PAGES),
  },
  'research-cancelled': {
    workflow: 'research',
    args: [researchInput()],
    activities: researchActivities([], SLOW_PAGES),
    cancelAfterMs: 500,
  },
  'research-cancelled-writing': {
    workflow: 'research',
    args: [researchInput({ max_iterations: 1 })],
    activities: researchActivities([], withModel(SLOW_SECTION)),
    cancelAfterMs: 1_500,
  },
  'research-follow-up': {
    workflow: 'research',
    args: [researchInput({ follow_up_of: '00000000-0000-4000-8000-000000000009' })],
    activities: researchActivities([]),
  },
  'research-of-documents': {
    workflow: 'research',
    args: [researchInput({ sources: ['web', 'documents'] })],
    activities: researchActivities([]),
  },
  'search-of-documents': search(
    { mergeFound: async () => ({ key: 'merged', urls: [] }) },
    { sources: ['documents'] },
  ),
  'research-with-model': {
    workflow: 'research',
    args: [researchInput()],
    activities: researchActivities([], withModel()),
  },
  'live-search-completed': {
    workflow: 'liveSearch',
    args: [liveInput()],
    activities: liveActivities([]),
  },
  'live-search-nothing-searched': {
    workflow: 'liveSearch',
    args: [liveInput()],
    activities: liveActivities([], NO_ENGINE),
  },
  'search-completed': search({
    planHop: async ({ asked }) =>
      asked.length === 1 ? [{ query: 'who built it', intent: 'hop', priority: 2 }] : [],
  }),
  'search-speed': search({}, { mode: 'speed' }),
  'search-with-model': search(MODEL),
  'search-model-failed': search({
    ...MODEL,
    writeAnswer: () => Promise.reject(ApplicationFailure.nonRetryable('gone', 'unavailable')),
  }),
  'search-timed-out': search(
    {
      searchWeb: ({ subQuery }) =>
        slowly({ subQuery, key: 'hits', count: 0, looked: true, warnings: [] }),
      rankEvidence: async () => ({ packKey: 'pack', sources: 0, warnings: [] }),
    },
    { timeout: 1 },
  ),
  'search-failed': search({
    rankEvidence: () => Promise.reject(ApplicationFailure.nonRetryable('full', 'storage-full')),
  }),
  'search-cancelled': {
    ...search({
      searchWeb: ({ subQuery }) =>
        slowly({ subQuery, key: 'hits', count: 0, looked: true, warnings: [] }),
    }),
    cancelAfterMs: 500,
  },
  'perplexity-completed': {
    workflow: 'searchPerplexity',
    args: [searchInput()],
    activities: searchActivities([], {
      askPerplexity: async () => ({
        packKey: 'pack',
        written: {
          answerKey: 'answer',
          modelUsed: 'sonar',
          usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2, model_calls: 1 },
          warnings: [],
        },
      }),
    }),
  },
  'ingest-completed': ingestion(),
  'ingest-failed': ingestion({
    indexChunks: () => Promise.reject(ApplicationFailure.nonRetryable('away', 'unavailable')),
  }),
  'ingest-cancelled': {
    ...ingestion({ indexChunks: () => slowly({ space: 'keywords' }) }),
    cancelAfterMs: 500,
  },
  'query-completed': query(),
  'query-with-model': query(MODEL),
  'query-nothing': query({
    findPages: async () => ({ packKey: 'empty', sources: 0, warnings: [] }),
  }),
  'image-completed': image(),
  'image-failed': image({
    drawImage: () => Promise.reject(ApplicationFailure.nonRetryable('no', 'bad-input')),
  }),
  'image-timed-out': image({ drawImage: () => slowly(SAMPLE_IMAGE) }, { timeout: 0.5 }),
  'image-cancelled': {
    ...image({ drawImage: () => slowly(SAMPLE_IMAGE) }),
    cancelAfterMs: 500,
  },
  'reembed-completed': reembedding(['a', 'b']),
  'reembed-failed': reembedding(['a'], {
    reembedChunks: () => Promise.reject(ApplicationFailure.nonRetryable('away', 'unavailable')),
  }),
  'delete-document': {
    workflow: 'deleteDocument',
    args: [{ ...INGEST, ingestWorkflowId: 'no such ingestion' }],
    activities: { ingestionEnded: async () => true, removeDocument: async () => {} },
  },
  'read-page': {
    workflow: 'readPage',
    args: [{ url: 'https://a.example/' }],
    activities: { readPage: async () => ({ key: 'reply' }) },
  },
  'render-report': {
    workflow: 'renderReport',
    args: [{ sessionId: 'session', requestKey: 'request', format: 'html', prefix: 'reports' }],
    activities: { renderReport: async () => ({ key: 'report', notes: [] }) },
  },
  'verify-text': {
    workflow: 'verifyText',
    args: [{ requestKey: 'request' }],
    activities: { verifyText: async () => ({ key: 'reply' }) },
  },
};

/** Records anew with RECORD_HISTORIES=1, after a change that running workflows need not survive. */
describe.skipIf(process.env['RECORD_HISTORIES'] !== '1')('recording', () => {
  test.each(Object.entries(OUTCOMES))('%s', async (name, outcome) => {
    await withWorkers(outcome.activities, async (on) => {
      const history = await historyOf(outcome, on);
      await writeFile(new URL(`${name}.json`, folder), withoutStacks(historyToJSON(history)));
    });
  });
});

async function historyOf(
  { workflow, args, cancelAfterMs, signals = [] }: Outcome,
  { client, ...on }: { client: Client; workflowId: string; taskQueue: string },
) {
  const handle = await client.workflow.start(workflow, { args, ...on });
  for (const signal of signals) await handle.signal(signal);
  if (cancelAfterMs !== undefined) {
    await new Promise((resolve) => setTimeout(resolve, cancelAfterMs));
    await handle.cancel();
  }
  await handle.result().catch(() => {});
  return handle.fetchHistory();
}

/** Stacks name folders of the machine that recorded them. */
function withoutStacks(json: string): string {
  return json.replace(/"stackTrace": "(?:[^"\\]|\\.)*"/g, '"stackTrace": ""');
}
