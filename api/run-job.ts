import type { ApiContext } from './api-context.js';
import { ApiError } from './api-error.js';
import type { AppParts } from './api-parts.js';
import { runSignal } from './run-signal.js';

interface Job<Reply> {
  readonly name: 'read' | 'verify' | 'report';
  readonly waitMs: number;
  run(signal: AbortSignal): Promise<Reply>;
}

/** Waits for work while its caller does: the signal aborts when the caller leaves. Throws ApiError 504 when late. */
export async function runJob<Reply>(
  ctx: ApiContext,
  parts: AppParts,
  job: Job<Reply>,
): Promise<Reply> {
  const gone = runSignal(ctx.res, parts.closing);
  const controller = new AbortController();
  const late = setTimeout(() => controller.abort(timedOut(job)), job.waitMs);
  const leave = () => controller.abort(leaving());
  gone.addEventListener('abort', leave, { once: true });
  try {
    return await job.run(controller.signal);
  } finally {
    clearTimeout(late);
    gone.removeEventListener('abort', leave);
  }
}

function timedOut({ name, waitMs }: Pick<Job<unknown>, 'name' | 'waitMs'>): ApiError {
  return new ApiError({
    status: 504,
    error: `${name}_timeout`,
    message: `No answer came within ${waitMs / 1_000} s; send the request again`,
  });
}

/** Read by a caller only when the service is what closes. */
function leaving(): ApiError {
  return new ApiError({
    status: 503,
    error: 'shutting_down',
    message: 'The service is shutting down; send the request again when it is back',
    headers: { 'Retry-After': '5' },
  });
}
