import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { EventWriter } from '../contracts/run-events.js';

/** Tells followers when a step starts again, so that they drop what its last attempt had told. */
export function tellRetries(writer: EventWriter): ActivityInterceptorsFactory {
  return (context) => ({
    inbound: {
      async execute(input, next) {
        const { activityType: step, activityId, attempt } = context.info;
        const runId = runIdOf(input.args[0]);
        if (attempt > 1 && runId !== undefined) {
          writer.write(runId, {
            key: `${activityId}:${attempt}:retry`,
            type: 'step-retry',
            data: { step, attempt },
          });
        }
        return next(input);
      },
    },
  });
}

function runIdOf(argument: unknown): string | undefined {
  if (typeof argument !== 'object' || argument === null || !('runId' in argument)) return undefined;
  return typeof argument.runId === 'string' ? argument.runId : undefined;
}
