import type { Refusal } from '../contracts/callers.js';
import { ApiError } from './api-error.js';

export function noKey(): ApiError {
  return unauthorized('missing_api_key', 'Send a key of yours as `Authorization: Bearer <key>`');
}

export function malformedKey(): ApiError {
  const message = 'The Authorization header must have the form `Bearer <key>`';
  return unauthorized('invalid_api_key', message);
}

export function refusedKey(reason: Refusal): ApiError {
  switch (reason) {
    case 'unknown':
      return unauthorized('invalid_api_key', 'This key is not known here, or was deleted');
    case 'expired':
      return unauthorized('expired_api_key', 'This key has expired: create a new one');
    case 'inactive':
      return new ApiError({
        status: 403,
        error: 'inactive_user',
        message: 'The user of this key was deactivated by an administrator',
      });
  }
}

function unauthorized(error: string, message: string): ApiError {
  const headers = { 'WWW-Authenticate': 'Bearer' };
  return new ApiError({ status: 401, error, message, headers });
}
