import { type Client, WorkflowFailedError, WorkflowNotFoundError } from '@temporalio/client';
import { ApiError } from './api-error.js';
import type { WorkflowState } from './run-starter.js';
import { callTemporal } from './temporal-call.js';
import { innermostCause } from './workflow-failure.js';

/**
 * What Temporal says of the workflow of a run. Where runs follow each other under one id, each workflow notes whose it
 * is: one that has closed for another run says that this run's is missing.
 */
export async function workflowState(
  client: Client,
  workflowId: string,
  runId?: string,
): Promise<WorkflowState> {
  const handle = client.workflow.getHandle(workflowId);
  try {
    const { status, memo } = await callTemporal(client, () => handle.describe());
    const startedFor = memo?.['runId'] ?? runId;
    if (runId !== undefined && startedFor !== runId && status.name !== 'RUNNING')
      return { state: 'missing' };
    switch (status.name) {
      case 'COMPLETED':
        return { state: 'completed' };
      case 'CANCELLED':
        return { state: 'cancelled' };
      case 'TIMED_OUT':
        return { state: 'timed-out' };
      case 'FAILED':
        return { state: 'failed', reason: await reasonOf(client, workflowId) };
      case 'TERMINATED':
        return { state: 'terminated', reason: await reasonOf(client, workflowId) };
      default:
        return { state: 'open' };
    }
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { state: 'missing' };
    throw error;
  }
}

/** The result of a workflow that failed is its failure, which may be encrypted with a key that is gone. */
async function reasonOf(client: Client, workflowId: string): Promise<string> {
  try {
    await callTemporal(client, () => client.workflow.getHandle(workflowId).result());
    return 'unknown';
  } catch (error) {
    if (error instanceof WorkflowFailedError) return innermostCause(error).message;
    if (error instanceof ApiError) throw error;
    return 'its reason cannot be read';
  }
}
