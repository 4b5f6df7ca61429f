import { ApiError } from './api-error.js';

/** What a caller is told whose call was stopped because the service closes; any other error stays what it is. */
export function orShuttingDown(error: unknown, closing: AbortSignal): unknown {
  const stopped = closing.aborted && error instanceof Error && error.name === 'AbortError';
  if (!stopped) return error;
  return new ApiError({
    status: 503,
    error: 'shutting_down',
    message: 'The service is shutting down; send the request again when it is back',
    headers: { 'Retry-After': '5' },
    cause: error,
  });
}
