import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Run, RunKind } from '../contracts/runs.js';
import { runWorkflowId } from '../contracts/workflow-ids.js';
import { ApiError } from './api-error.js';
import type { AppParts } from './api-parts.js';
import { isRecord } from './is-record.js';
import type { RunRequest } from './run-request.js';

interface RunOrder {
  readonly owner: string;
  readonly keyId: string | null;
  readonly kind: RunKind;
  readonly request: RunRequest;
  readonly idempotencyKey: string | undefined;
}

/**
 * Enters a run and starts its workflow; a known idempotency key gives the run it was used for.
 * Throws ApiError 409 when that run was asked for something else, and 503 when Temporal is away:
 * the run is then settled as failed, and the key can be used again.
 */
export async function startRun(parts: AppParts, order: RunOrder): Promise<Run> {
  const { owner, keyId, kind, request, idempotencyKey } = order;
  const id = randomUUID();
  const { run, created } = await parts.runs.create({
    id,
    kind,
    owner,
    keyId,
    query: request.query,
    mode: request.mode,
    request,
    workflowId: runWorkflowId(kind, id),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  });
  if (!created && !isSameOrder(run, order)) throw keyReused();
  if (run.status !== 'queued') return run;
  if (created) await startOrSettle(parts, run, request);
  else await start(parts, run, request);
  return run;
}

/** Whether an answer is streamed, and to which key it counts, is no part of what was asked. */
function isSameOrder(run: Run, { kind, request }: RunOrder): boolean {
  const how = { stream: request.stream, ...('keyId' in request && { keyId: request.keyId }) };
  const earlier = isRecord(run.request) ? { ...run.request, ...how } : run.request;
  return run.kind === kind && isDeepStrictEqual(earlier, request);
}

function keyReused(): ApiError {
  return new ApiError({
    status: 409,
    error: 'idempotency_key_reused',
    message: 'This Idempotency-Key was used for another request; send a new key with a new request',
  });
}

/** Starting twice starts once, so a run found queued is started again: its first start may never have come. */
async function start(
  { starter, traceUrl }: AppParts,
  { id, kind, owner, workflowId, createdAt }: Run,
  request: RunRequest,
): Promise<void> {
  const input = { runId: id, request, createdAt, traceUrl: traceUrl(id, workflowId) };
  await starter.start({ kind, owner, workflowId, input });
}

async function startOrSettle(parts: AppParts, run: Run, request: RunRequest): Promise<void> {
  try {
    await start(parts, run, request);
  } catch (error) {
    await settle(parts, run.id, error);
    throw error;
  }
}

/** A run that could not be settled either is settled by the reconciler. */
async function settle({ runs, log }: AppParts, id: string, cause: unknown): Promise<void> {
  const error =
    cause instanceof ApiError
      ? { error: cause.error, message: cause.message }
      : { error: 'internal_error', message: 'The run could not be started' };
  try {
    await runs.end(id, { status: 'failed', error });
    await runs.releaseIdempotencyKey(id);
  } catch (err) {
    log.error({ err, run_id: id }, 'a run that did not start could not be settled');
  }
}
