import type { Run, RunKind } from '../contracts/runs.js';
import { answerRun } from './answer-run.js';
import type { ApiContext } from './api-context.js';
import type { AppParts } from './api-parts.js';
import type { RunRequest } from './run-request.js';
import { startRun } from './start-run.js';
import { streamRun } from './stream-run.js';
import { idempotencyKey } from './validation/idempotency-key.js';
import { lastEventId } from './validation/last-event-id.js';

interface RunOrder {
  readonly kind: RunKind;
  readonly request: RunRequest;
  /** Answers those that want no events, in place of the plain result. */
  answer?(run: Run): Promise<void>;
}

/** Starts a run, or finds the one of this idempotency key, and answers with its events or its result. */
export async function replyWithRun(
  ctx: ApiContext,
  parts: AppParts,
  { kind, request, answer }: RunOrder,
): Promise<void> {
  const after = lastEventId(ctx);
  const { owner, keyId } = ctx.state.caller;
  const order = { owner, keyId, kind, request, idempotencyKey: idempotencyKey(ctx) };
  const run = await startRun(parts, order);
  ctx.set('Session-Id', run.id);
  if (request.stream || wantsEvents(ctx)) streamRun(ctx, parts, { runId: run.id, after });
  else await (answer?.(run) ?? answerRun(ctx, parts, run));
}

/** Only a caller that prefers the type gets a stream: most accept anything, and JSON is first. */
function wantsEvents(ctx: ApiContext): boolean {
  return ctx.accepts('application/json', 'text/event-stream') === 'text/event-stream';
}
