import type { Run } from '../contracts/runs.js';
import { answerLater } from './answer-later.js';
import type { ApiContext } from './api-context.js';
import { ApiError } from './api-error.js';
import type { AppParts } from './api-parts.js';
import { awaitRun } from './await-run.js';
import { isEnded } from './is-ended.js';
import { noSuchSession } from './no-such-session.js';
import { runSignal } from './run-signal.js';
import { runTimeout } from './run-timeout.js';
import { runWords } from './run-words.js';

/**
 * Answers with the result of a run once it ended. Throws ApiError for a run that ended without one, and 504
 * when it takes longer than its timeout and a grace: it then goes on and stays readable. A run that a person held or
 * gave other limits is not late by then: that is a 202. The wait counts from `begunMs`. Leaving ends no run.
 */
export async function answerRun(
  ctx: ApiContext,
  parts: AppParts,
  run: Run,
  begunMs: number = Date.now(),
): Promise<void> {
  const ended = await awaitEnd(ctx, parts, run, begunMs);
  if (!isEnded(ended) && (await answerLater(ctx, parts, ended))) return;
  if (ended.status !== 'completed') throw withoutResult(ended);
  ctx.body = ended.result;
}

/** The run once it ended, or once its answer is late. Throws ApiError when it was deleted or the service closes. */
export async function awaitEnd(
  ctx: ApiContext,
  parts: AppParts,
  run: Run,
  begunMs: number = Date.now(),
): Promise<Run> {
  const signal = runSignal(ctx.res, parts.closing);
  const waitMs = waitOf(parts, run) - (Date.now() - begunMs);
  const ended = await awaitRun(parts, { run, waitMs, signal });
  if (ended === undefined) throw noSuchSession(run.id);
  if (parts.closing.aborted && ended.status !== 'completed') throw closing(run);
  return ended;
}

/** How long a caller waits for the result of a run. */
export function waitOf({ timing }: AppParts, run: Run): number {
  return runTimeout(run) * 1_000 + timing.graceMs;
}

/** How a run is answered that ended without a result, or has not ended. */
export function withoutResult(run: Run): ApiError {
  const sessionId = run.id;
  const { code, noun } = runWords(run.kind);
  switch (run.status) {
    case 'failed':
      return new ApiError({
        status: 500,
        error: `${code}_execution_failed`,
        message: `${noun} execution failed: ${run.error?.message ?? 'no reason was given'}`,
        sessionId,
        cause: run.error,
      });
    case 'cancelled':
      return new ApiError({
        status: 409,
        error: `${code}_cancelled`,
        message: `${noun} was cancelled; what it had found stays readable in its session`,
        sessionId,
      });
    default:
      return new ApiError({
        status: 504,
        error: `${code}_timeout`,
        message: `${noun} exceeded timeout of ${runTimeout(run)}s`,
        sessionId,
      });
  }
}

function closing({ id: sessionId, kind }: Run): ApiError {
  const { code } = runWords(kind);
  return new ApiError({
    status: 503,
    error: 'shutting_down',
    message: `The service is shutting down; the ${code} goes on when it is back, in its session`,
    sessionId,
    headers: { 'Retry-After': '5' },
  });
}
