import { ServiceError } from '../contracts/failures.js';
import type { EngineChoice } from '../contracts/search.js';
import { ApiError } from './api-error.js';
import type { AppParts } from './api-parts.js';

/** Refuses an engine that is not set up, by the setting it lacks: ApiError 400. */
export function checkEngine({ engines }: AppParts, choice: EngineChoice): void {
  if (choice === 'auto') return; // what is there is tried; with nothing there the answer says so
  try {
    engines.inOrder(choice);
  } catch (error) {
    throw isNotConfigured(error) ? engineNotConfigured(error) : error;
  }
}

function isNotConfigured(error: unknown): error is ServiceError {
  return error instanceof ServiceError && error.code === 'not-configured';
}

function engineNotConfigured(cause: ServiceError): ApiError {
  const { message } = cause;
  return new ApiError({ status: 400, error: 'engine_not_configured', message, cause });
}
