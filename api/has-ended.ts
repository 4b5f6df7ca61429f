import type { Run } from '../contracts/runs.js';
import { ApiError } from './api-error.js';

/** What is asked of a run that has ended. */
export function hasEnded({ id, status }: Run): ApiError {
  return new ApiError({
    status: 409,
    error: 'session_ended',
    message: `Session ${id} has ended already, with status ${status}`,
    sessionId: id,
  });
}
