import { FAILURES, ServiceError } from '../contracts/failures.js';
import { ApiError } from './api-error.js';

/** 424 Failed Dependency: what failed is the page that the caller named, not this service. */
const FAILED_DEPENDENCY = 424;

/** What is wrong with a page, kept apart from what is wrong with the service: names begin with `page_`. */
export function pageFailure(error: unknown): unknown {
  if (!(error instanceof ServiceError) || error.code === 'storage-full') return error;
  const { code, message, retryAfterMs } = error;
  const { status } = FAILURES[code];
  return new ApiError({
    status: status >= 500 ? FAILED_DEPENDENCY : status,
    error: `page_${code.replaceAll('-', '_')}`,
    message,
    headers: retryAfterMs === undefined ? {} : { 'Retry-After': seconds(retryAfterMs) },
    cause: error,
  });
}

function seconds(ms: number): string {
  return String(Math.ceil(ms / 1_000));
}
