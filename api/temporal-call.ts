import {
  type Client,
  isGrpcServiceError,
  NamespaceNotFoundError,
  ServiceError as TemporalServiceError,
} from '@temporalio/client';
import { ApiError } from './api-error.js';

const DEADLINE_MS = 5_000;

/** Makes one call to Temporal within 5 s. Throws ApiError 503 when it is away or refuses to work. */
export async function callTemporal<T>(client: Client, call: () => Promise<T>): Promise<T> {
  try {
    return await client.withDeadline(Date.now() + DEADLINE_MS, call);
  } catch (error) {
    throw isAway(error) ? orchestratorUnavailable(error) : error;
  }
}

/** Temporal did not do what it was asked, for reasons of its own. */
export function isAway(error: unknown): boolean {
  return (
    error instanceof TemporalServiceError ||
    error instanceof NamespaceNotFoundError ||
    isGrpcServiceError(error)
  );
}

export function orchestratorUnavailable(cause: unknown): ApiError {
  return new ApiError({
    status: 503,
    error: 'orchestrator_unavailable',
    message:
      'Temporal, which carries out all work, cannot be reached or refuses work. ' +
      'Start it, or point TEMPORAL_ADDRESS to it, and send the request again.',
    headers: { 'Retry-After': '5' },
    cause,
  });
}
