import { ApiError } from './api-error.js';

export function noSuchSession(id: string): ApiError {
  return new ApiError({
    status: 404,
    error: 'session_not_found',
    message: `Session ${id} not found`,
  });
}
