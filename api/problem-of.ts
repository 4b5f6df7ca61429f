import type { ErrorBody, ValidationErrorBody } from '../contracts/errors.js';
import { FAILURES, ServiceError } from '../contracts/failures.js';
import { ApiError } from './api-error.js';
import { ValidationError } from './validation/validation-error.js';

export interface Problem<Body> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Readonly<Record<string, string>>;
}

export interface ProblemOptions {
  readonly traceId: string;
  /** Whether the stack is shown. */
  readonly debug: boolean;
}

/** What a thrown error is answered with. What went wrong inside is told only with `debug`. */
export function problemOf(
  error: unknown,
  options: ProblemOptions,
): Problem<ErrorBody | ValidationErrorBody> {
  if (error instanceof ValidationError)
    return { status: 422, body: { detail: [...error.issues] }, headers: {} };
  const { status, name, message, sessionId, headers } = partsOf(error);
  const body: ErrorBody = {
    error: name,
    message,
    trace_id: options.traceId,
    ...(sessionId === undefined ? {} : { session_id: sessionId }),
    ...(options.debug && status >= 500 ? { details: stackOf(error) } : {}),
  };
  return { status, body, headers };
}

function partsOf(error: unknown) {
  if (error instanceof ApiError)
    return {
      status: error.status,
      name: error.error,
      message: error.message,
      sessionId: error.sessionId,
      headers: error.headers,
    };
  const nothingMore = { sessionId: undefined, headers: {} };
  if (error instanceof ServiceError) return { ...ofService(error), sessionId: undefined };
  const status = callersFault(error);
  if (status !== undefined)
    return { status, name: 'bad_request', message: 'The request cannot be read', ...nothingMore };
  return {
    status: 500,
    name: 'internal_error',
    message: 'Something went wrong inside the service; its log says more under this trace_id',
    ...nothingMore,
  };
}

function ofService({ code, message, retryAfterMs }: ServiceError) {
  const headers: Record<string, string> = {};
  if (retryAfterMs !== undefined) headers['Retry-After'] = String(Math.ceil(retryAfterMs / 1_000));
  return { status: FAILURES[code].status, name: code.replaceAll('-', '_'), message, headers };
}

/** Koa's convention: an error with a 4xx status is the caller's. */
function callersFault(error: unknown): number | undefined {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 0;
  return status >= 400 && status < 500 ? status : undefined;
}

/** The whole chain of causes, as far as it is made of errors. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\nCaused by: ${stackOf(error.cause)}`;
}
