import type { ServerResponse } from 'node:http';

/** Aborts when the client has gone or got its answer, or when the service closes. */
export function runSignal(response: ServerResponse, closing: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const abort = () => controller.abort();
  closing.addEventListener('abort', abort, { once: true });
  response.once('close', () => {
    closing.removeEventListener('abort', abort);
    abort();
  });
  if (closing.aborted || response.closed) abort();
  return controller.signal;
}
