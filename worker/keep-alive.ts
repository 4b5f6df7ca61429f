import type { ActivityInterceptorsFactory } from '@temporalio/worker';

const BEAT_MS = 1_000;

/**
 * Heartbeats every second for as long as a step runs, so that a dead process is noticed and a cancel comes through.
 * A step that is done within the second costs no call.
 * Whether the work itself goes on is another matter, watched by a limit on silence inside the activity.
 */
export const keepAlive: ActivityInterceptorsFactory = (context) => ({
  inbound: {
    async execute(input, next) {
      if (context.info.heartbeatTimeoutMs === undefined) return next(input);
      const beat = setInterval(() => context.heartbeat(), BEAT_MS);
      try {
        return await next(input);
      } finally {
        clearInterval(beat);
      }
    },
  },
});
