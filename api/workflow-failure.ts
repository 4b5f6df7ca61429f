import { WorkflowFailedError } from '@temporalio/client';
import { ActivityFailure, ApplicationFailure } from '@temporalio/common';
import { FAILURES, type FailureCode, ServiceError } from '../contracts/failures.js';

/** The failure of a service that made a workflow fail, or the error itself when it was another. */
export function workflowFailure(error: unknown): unknown {
  if (!(error instanceof WorkflowFailedError)) return error;
  const cause = innermostCause(error);
  if (!(cause instanceof ApplicationFailure) || !isFailureCode(cause.type)) return error;
  return new ServiceError(cause.type, cause.message, { cause: error });
}

/** A failed workflow wraps a failed activity, which wraps the failure that says what happened. */
export function innermostCause(error: Error): Error {
  const wraps = error instanceof WorkflowFailedError || error instanceof ActivityFailure;
  return wraps && error.cause instanceof Error ? innermostCause(error.cause) : error;
}

function isFailureCode(type: string | undefined | null): type is FailureCode {
  return typeof type === 'string' && Object.hasOwn(FAILURES, type);
}
