import {
  CancellationScope,
  ChildWorkflowFailure,
  executeChild,
  ParentClosePolicy,
  workflowInfo,
} from '@temporalio/workflow';
import type { OpenedSchedule, RunScheduledInput } from '../contracts/schedule-steps.js';
import { TASK_QUEUES } from '../contracts/task-queues.js';
import { BATCH_WORKFLOW, RUN_WORKFLOWS } from '../contracts/workflow-ids.js';
import { compareScheduled, endBatch, endRun, openScheduled } from './activities.js';
import { childOptions } from './child-options.js';
import { endingOf } from './conduct-run.js';
import { keywords } from './labels.js';

/** One firing of a schedule: makes the run or batch, waits for it, and says what is new since the one before. */
export async function runScheduled({ scheduleId }: RunScheduledInput): Promise<void> {
  const { workflowId, runId: workflowRunId } = workflowInfo();
  const scheduledAt = dueTime();
  const opened = await openScheduled({ scheduleId, workflowId, workflowRunId, scheduledAt });
  if (opened === null) return; // the schedule was deleted meanwhile
  try {
    await carry(opened);
  } catch (error) {
    await CancellationScope.nonCancellable(() => settle(opened, error));
    throw error;
  }
  await compareScheduled({ scheduleId, id: opened.id });
}

/** A child that ends badly has said so in its own row; only the end of this workflow itself is an error here. */
async function carry(opened: OpenedSchedule): Promise<void> {
  try {
    await start(opened);
  } catch (error) {
    const own = CancellationScope.current().consideredCancelled;
    if (own || !(error instanceof ChildWorkflowFailure)) throw error;
  }
}

/** A schedule that cancels or ends its last run means what that run has started. */
async function start(opened: OpenedSchedule): Promise<unknown> {
  const { owner } = opened;
  const policy = ParentClosePolicy.REQUEST_CANCEL;
  if (opened.runs === 'question')
    return executeChild(
      RUN_WORKFLOWS[opened.child.kind],
      childOptions(opened.child, owner, policy),
    );
  return executeChild(BATCH_WORKFLOW, {
    args: [{ batchId: opened.id }],
    workflowId: opened.workflowId,
    taskQueue: TASK_QUEUES.runs,
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    parentClosePolicy: policy,
    typedSearchAttributes: keywords({ kind: 'batch', owner, status: 'queued' }),
  });
}

/** Ends what was not started any more; what was started has ended by itself, and stays as it is. */
async function settle(opened: OpenedSchedule, reason: unknown): Promise<void> {
  const { status, error } = endingOf(reason);
  if (opened.runs === 'question') return endRun({ runId: opened.id, status, error });
  const ended = status === 'cancelled' ? status : 'failed';
  await endBatch({ batchId: opened.id, status: ended, error });
}

/** When the schedule says it was due; a run that is made up for starts later. */
function dueTime(): string {
  const { searchAttributes, startTime } = workflowInfo();
  const due = searchAttributes['TemporalScheduledStartTime']?.[0];
  return (due instanceof Date ? due : startTime).toISOString();
}
