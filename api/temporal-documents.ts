import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  type WorkflowHandle,
} from '@temporalio/client';
import type { DeleteDocumentInput, IngestInput } from '../contracts/document-steps.js';
import type { ReembedInput } from '../contracts/reembedding-steps.js';
import { TASK_QUEUES } from '../contracts/task-queues.js';
import { DELETE_WORKFLOW, REEMBED_WORKFLOW_ID, RUN_WORKFLOWS } from '../contracts/workflow-ids.js';
import { keywords, summaryOf } from '../workflows/labels.js';
import { ApiError } from './api-error.js';
import type { IngestionStart, RunStarter } from './run-starter.js';
import { callTemporal } from './temporal-call.js';
import { orNothing } from './temporal-runs.js';

type IngestWorkflow = (input: IngestInput) => Promise<void>;
type ReembedWorkflow = (input: ReembedInput) => Promise<void>;
type DeleteWorkflow = (input: DeleteDocumentInput) => Promise<void>;

/** After the runs that somebody waits for, before work in bulk. */
const PRIORITY = 3;
/** After everything else. */
const IN_BULK = 5;

/** Longest wait for an ingestion that has told its end. */
const CLOSING_MS = 15_000;

/**
 * Starts the workflows of documents. A document is ingested under one id: its next ingestion begins when the last one,
 * whose end may be known a little before it has cleared up, has closed.
 */
export function createDocuments(
  client: Client,
): Pick<RunStarter, 'startIngestion' | 'startReembedding' | 'deleteDocument'> {
  return {
    async startIngestion(ingestion) {
      if (await begin(client, ingestion)) return;
      const handle = client.workflow.getHandle(ingestion.workflowId);
      const { memo } = await callTemporal(client, () => handle.describe());
      if (memo?.['runId'] === ingestion.input.runId) return;
      if (!(await endsWithin(closed(handle), CLOSING_MS))) throw stillClosing();
      await begin(client, ingestion);
    },

    async startReembedding(input, owner) {
      const started = await orNothing(WorkflowExecutionAlreadyStartedError, () =>
        callTemporal(client, () =>
          client.workflow.start<ReembedWorkflow>(RUN_WORKFLOWS.reembedding, {
            args: [input],
            taskQueue: TASK_QUEUES.runs,
            workflowId: REEMBED_WORKFLOW_ID,
            workflowIdConflictPolicy: 'FAIL',
            workflowIdReusePolicy: 'ALLOW_DUPLICATE',
            memo: { runId: input.runId },
            typedSearchAttributes: keywords({ kind: 'reembedding', owner, status: 'running' }),
            priority: { priorityKey: IN_BULK },
            staticSummary: 'Re-embed all documents',
          }),
        ),
      );
      return started !== undefined;
    },

    async deleteDocument(input, { workflowId, waitMs }) {
      const handle = await callTemporal(client, () =>
        client.workflow.start<DeleteWorkflow>(DELETE_WORKFLOW, {
          args: [input],
          taskQueue: TASK_QUEUES.runs,
          workflowId,
          workflowIdConflictPolicy: 'USE_EXISTING',
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        }),
      );
      return endsWithin(handle.result(), waitMs);
    },
  };
}

/** False when an ingestion of the document is open, which may be this one. */
async function begin(
  client: Client,
  { input, workflowId, owner, filename }: IngestionStart,
): Promise<boolean> {
  const started = await orNothing(WorkflowExecutionAlreadyStartedError, () =>
    callTemporal(client, () =>
      client.workflow.start<IngestWorkflow>(RUN_WORKFLOWS.document, {
        args: [input],
        taskQueue: TASK_QUEUES.runs,
        workflowId,
        workflowIdConflictPolicy: 'FAIL',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        memo: { runId: input.runId },
        typedSearchAttributes: keywords({ kind: 'document', owner, status: 'running' }),
        priority: { priorityKey: PRIORITY, fairnessKey: owner.slice(0, 64) },
        staticSummary: summaryOf(filename),
      }),
    ),
  );
  return started !== undefined;
}

/** However it ends: the document of one that failed is the one that is most often indexed anew. */
function closed(handle: WorkflowHandle): Promise<unknown> {
  return handle.result().catch((error: unknown) => {
    if (!(error instanceof WorkflowFailedError)) throw error;
  });
}

function stillClosing(): ApiError {
  return new ApiError({
    status: 503,
    error: 'ingestion_closing',
    message: 'The last ingestion of this document is still being cleared up; try again in a moment',
    headers: { 'Retry-After': '5' },
  });
}

async function endsWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  const done = work.then(
    () => true,
    () => false,
  );
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}
