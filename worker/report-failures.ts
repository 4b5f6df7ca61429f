import { ApplicationFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { FAILURES, ServiceError } from '../contracts/failures.js';

/** Tells Temporal what a service's failure means for retrying: once, around every activity. */
export const reportFailures: ActivityInterceptorsFactory = (context) => ({
  inbound: {
    async execute(input, next) {
      try {
        return await next(input);
      } catch (error) {
        if (context.cancellationDetails?.workerShutdown === true) throw interrupted(error);
        throw error instanceof ServiceError ? toFailure(error) : error;
      }
    },
  },
});

/** A worker that shuts down is no stop by the user: another worker takes the step up again. */
function interrupted(cause: unknown): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'worker-shutdown',
    message: 'the worker was shut down',
    nonRetryable: false,
    ...(cause instanceof Error ? { cause } : {}),
  });
}

function toFailure(error: ServiceError): ApplicationFailure {
  return ApplicationFailure.create({
    type: error.code,
    message: error.message,
    nonRetryable: !FAILURES[error.code].retryable,
    ...(error.retryAfterMs === undefined ? {} : { nextRetryDelay: error.retryAfterMs }),
    cause: error,
  });
}
