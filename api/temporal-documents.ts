import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { DeleteDocumentInput, IngestInput } from '../contracts/document-steps.js';
import { TASK_QUEUES } from '../contracts/task-queues.js';
import { DELETE_WORKFLOW, RUN_WORKFLOWS } from '../contracts/workflow-ids.js';
import { keywords, summaryOf } from '../workflows/labels.js';
import type { RunStarter } from './run-starter.js';
import { callTemporal } from './temporal-call.js';
import { orNothing } from './temporal-runs.js';

type IngestWorkflow = (input: IngestInput) => Promise<void>;
type DeleteWorkflow = (input: DeleteDocumentInput) => Promise<void>;

/** After the runs that somebody waits for, before work in bulk. */
const PRIORITY = 3;

/** Starts the workflows of documents. A document is ingested again under the same id once its last ingestion closed. */
export function createDocuments(
  client: Client,
): Pick<RunStarter, 'startIngestion' | 'deleteDocument'> {
  return {
    async startIngestion({ input, workflowId, owner, filename }) {
      await orNothing(WorkflowExecutionAlreadyStartedError, () =>
        callTemporal(client, () =>
          client.workflow.start<IngestWorkflow>(RUN_WORKFLOWS.document, {
            args: [input],
            taskQueue: TASK_QUEUES.runs,
            workflowId,
            workflowIdConflictPolicy: 'USE_EXISTING',
            workflowIdReusePolicy: 'ALLOW_DUPLICATE',
            typedSearchAttributes: keywords({ kind: 'document', owner, status: 'running' }),
            priority: { priorityKey: PRIORITY, fairnessKey: owner.slice(0, 64) },
            staticSummary: summaryOf(filename),
          }),
        ),
      );
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
