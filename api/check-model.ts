import { ServiceError } from '../contracts/failures.js';
import { ApiError } from './api-error.js';
import type { AppParts } from './api-parts.js';

const WAIT_MS = 5_000;

/**
 * Refuses a model that does not exist: ApiError 404 that lists the known ones. Where the model server
 * is away, a named model cannot be had and is refused with 503; without a name the answer does without one.
 */
export async function checkModel({ chat }: AppParts, name: string | null): Promise<void> {
  if (name === null) return;
  const model = await resolve(chat, name);
  if (model === undefined)
    throw modelNotFound(`Model ${name} not found: no model server is set up, so none is known`);
}

async function resolve(chat: AppParts['chat'], name: string) {
  const signal = AbortSignal.timeout(WAIT_MS);
  try {
    return await chat.resolve(name, signal);
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'not-found')
      throw modelNotFound(error.message, error);
    if (signal.aborted || error instanceof ServiceError) throw modelsUnavailable(error);
    throw error;
  }
}

function modelNotFound(message: string, cause?: unknown): ApiError {
  return new ApiError({ status: 404, error: 'model_not_found', message, cause });
}

function modelsUnavailable(cause: unknown): ApiError {
  const reason = cause instanceof ServiceError ? cause.message : 'it does not answer';
  return new ApiError({
    status: 503,
    error: 'model_server_unavailable',
    message: `The model server cannot be asked for that model: ${reason}`,
    headers: { 'Retry-After': '5' },
    cause,
  });
}
