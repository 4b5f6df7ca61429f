import type { ResearchRequest } from '../contracts/research.js';
import { ApiError } from './api-error.js';

/** Refuses what research cannot look into, rather than to pass over it: ApiError 400. */
export function checkScope({ follow_up_of }: ResearchRequest): void {
  if (follow_up_of !== null)
    throw new ApiError({
      status: 400,
      error: 'not_configured',
      message: 'Research starts from no other session; leave follow_up_of out',
    });
}
