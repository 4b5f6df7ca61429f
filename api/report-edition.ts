import { createHash } from 'node:crypto';
import type { ReportedRun } from '../contracts/reports.js';
import type { Run } from '../contracts/runs.js';
import { ApiError } from './api-error.js';
import { isEnded } from './is-ended.js';

/** Counts up when the same result gives another report, so that kept ones are made anew. */
const MAKE = 1;

/** What a report is made of, as JSON, and a name for exactly this content. */
export interface ReportEdition {
  readonly request: string;
  /** 64 hexadecimal digits. */
  readonly hash: string;
}

/** The report that a run has now. Throws ApiError 409 while there is no result to make one of. */
export function reportEdition(run: Run): ReportEdition {
  if (run.result === null || run.result === undefined) throw noResult(run);
  const request = JSON.stringify({
    id: run.id,
    kind: run.kind,
    status: run.status,
    query: run.query,
    mode: run.mode,
    result: run.result,
    created_at: run.createdAt,
    completed_at: run.completedAt,
  } satisfies ReportedRun);
  return { request, hash: createHash('sha256').update(`${MAKE}\n${request}`).digest('hex') };
}

function noResult(run: Run): ApiError {
  const message = isEnded(run)
    ? `Session ${run.id} ended with status ${run.status} before it had found anything to report`
    : `Session ${run.id} has no result yet; follow its events and ask again`;
  return new ApiError({ status: 409, error: 'no_result', message, sessionId: run.id });
}
