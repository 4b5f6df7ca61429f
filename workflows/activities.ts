import {
  ActivityCancellationType,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.js';
import { TASK_QUEUES } from '../contracts/task-queues.js';

/** Every timeout and retry policy of the product. Workflows import activities from here, ready to call. */

/**
 * State and objects, a few milliseconds each, beside the workflow: one history event and no queue.
 * They are repeated until the stores answer again, because nothing may end a run untruthfully.
 */
export const {
  beginRun,
  chooseModels,
  planByRules,
  checkDocuments,
  mergeFound,
  planHop,
  keepSearch,
  planResearch,
  openFollowUp,
  mergeRound,
  keepEvidence,
  weighVerdicts,
  keepResearch,
  tellSections,
  answerAtOnce,
  endRun,
  beginIngestion,
  giveUpIngestion,
  ingestionEnded,
  nextOutside,
  keepReembedding,
} = proxyLocalActivities<Activities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '200ms', maximumInterval: '10s', maximumAttempts: 1_000 },
});

/** The state of a batch: the same as above, apart because they are many. */
export const { openBatch, advanceBatch, pauseBatch, retryBatch, endBatch, openScheduled } =
  proxyLocalActivities<Activities>({
    startToCloseTimeout: '60s',
    retry: { initialInterval: '200ms', maximumInterval: '10s', maximumAttempts: 1_000 },
  });

/** Comparing every answer of a batch with an earlier one takes the processor for minutes. */
export const { compareScheduled } = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.documents,
  startToCloseTimeout: '1h',
  heartbeatTimeout: '30s',
  cancellationType: ActivityCancellationType.TRY_CANCEL,
  retry: { initialInterval: '500ms', maximumAttempts: 4 },
});

/** Waiting for somebody else's run, for as long as that takes; a worker that dies is replaced by the next. */
export const { untilRunEnds } = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.runs,
  startToCloseTimeout: '60d',
  heartbeatTimeout: '5s',
  cancellationType: ActivityCancellationType.TRY_CANCEL,
  retry: { initialInterval: '500ms', maximumInterval: '10s' },
});

/** Searching and reading: short, cheap, safe to repeat. Failed engines and pages come back as values, not as errors. */
export const { searchWeb, readSource, askPerplexity, readPage } = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.web,
  startToCloseTimeout: '60s',
  heartbeatTimeout: '5s',
  cancellationType: ActivityCancellationType.TRY_CANCEL,
  retry: { initialInterval: '500ms', maximumAttempts: 4 },
});

/**
 * Model calls: minutes of work. A call is limited by silence, inside the activity; the heartbeat tells whether the
 * process lives. The next attempt follows a crash of the worker or a service that failed.
 */
export const {
  planQueries,
  planByModel,
  judgeStep,
  outlineByModel,
  writeAnswer,
  writeSection,
  rewriteAnswer,
} = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.models,
  startToCloseTimeout: '6h',
  heartbeatTimeout: '5s',
  cancellationType: ActivityCancellationType.TRY_CANCEL,
  retry: { initialInterval: '500ms', maximumAttempts: 4 },
});

/** Making an image: asked for again only after a crash or a failure, as whoever waits has a limit of its own. */
export const { drawImage } = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.models,
  startToCloseTimeout: '24h',
  heartbeatTimeout: '5s',
  cancellationType: ActivityCancellationType.TRY_CANCEL,
  retry: { initialInterval: '500ms', maximumAttempts: 3 },
});

/** The same steps with and without an embedder: with one they share the lane of the models. */
export const withEmbedder = proxyActivities<
  Pick<Activities, 'rankEvidence' | 'rankResearch' | 'checkAnswer'>
>({
  taskQueue: TASK_QUEUES.models,
  startToCloseTimeout: '30m',
  heartbeatTimeout: '5s',
  cancellationType: ActivityCancellationType.TRY_CANCEL,
  retry: { initialInterval: '500ms', maximumAttempts: 3 },
});

/** Bound by the processor, safe to repeat. */
export const {
  rankEvidence,
  checkAnswer,
  extractAnswer,
  verifyText,
  judgeByRules,
  chooseLinks,
  aimFollowUp,
  rankResearch,
  extractSections,
  extractSection,
  completeReport,
  findPages,
  searchDocuments,
  renderReport,
} = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.documents,
  startToCloseTimeout: '5m',
  heartbeatTimeout: '5s',
  cancellationType: ActivityCancellationType.TRY_CANCEL,
  retry: { initialInterval: '500ms', maximumAttempts: 4 },
});

/**
 * Parsing and writing to the index. A store that is away is waited for about a minute; then the document says so, and
 * can be indexed anew.
 */
const INGESTION = {
  startToCloseTimeout: '1h',
  heartbeatTimeout: '10s',
  // Whoever clears up after a cancelled ingestion must not do so before the last step has stopped writing.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '500ms', maximumInterval: '20s', maximumAttempts: 8 },
} as const;

export const { parseDocument, indexChunks, commitDocument } = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.documents,
  ...INGESTION,
});

export const { serveReembedded } = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.documents,
  ...INGESTION,
});

/** Nobody waits for these: a model server or a store that is away is waited for some ten minutes. */
export const { openReembedding, reembedChunks } = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.models,
  ...INGESTION,
  retry: { initialInterval: '500ms', maximumInterval: '30s', maximumAttempts: 25 },
});

/** With an embedder indexing shares the lane of the models. */
export const indexWithEmbedder = proxyActivities<Pick<Activities, 'indexChunks'>>({
  taskQueue: TASK_QUEUES.models,
  ...INGESTION,
});

/** Looking through documents by meaning: short, behind the lane of the models. */
export const documentsByMeaning = proxyActivities<
  Pick<Activities, 'findPages' | 'searchDocuments'>
>({
  taskQueue: TASK_QUEUES.models,
  startToCloseTimeout: '5m',
  heartbeatTimeout: '5s',
  cancellationType: ActivityCancellationType.TRY_CANCEL,
  retry: { initialInterval: '500ms', maximumAttempts: 3 },
});

/** Clearing up after an ingestion: tried for a while. */
export const { clearEdition } = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.documents,
  startToCloseTimeout: '10m',
  heartbeatTimeout: '10s',
  cancellationType: ActivityCancellationType.TRY_CANCEL,
  retry: { initialInterval: '500ms', maximumInterval: '10s', maximumAttempts: 6 },
});

/** Deleting is promised: it is tried until every store has answered. */
export const { removeDocument } = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.documents,
  startToCloseTimeout: '10m',
  heartbeatTimeout: '10s',
  cancellationType: ActivityCancellationType.TRY_CANCEL,
  retry: { initialInterval: '500ms', maximumInterval: '30s', maximumAttempts: 100_000 },
});
