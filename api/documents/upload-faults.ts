import { ApiError } from '../api-error.js';
import { ValidationError } from '../validation/validation-error.js';

const MB = 1024 * 1024;

export function tooLarge(limitBytes: number): ApiError {
  return new ApiError({
    status: 413,
    error: 'document_too_large',
    message: `A document may have at most ${Math.floor(limitBytes / MB)} MB; DOCUMENT_MB sets this limit`,
  });
}

export function noFile(): ValidationError {
  const missing = { type: 'missing', loc: ['body', 'file'], msg: 'Field required', input: null };
  return new ValidationError([missing]);
}

export function severalFiles(): ApiError {
  return new ApiError({
    status: 422,
    error: 'several_files',
    message:
      'An upload holds one file, in the field `file`; send each file in a request of its own',
  });
}

export function emptyFile(): ApiError {
  return new ApiError({
    status: 422,
    error: 'document_empty',
    message: 'The file is empty: check it and upload it again',
  });
}

export function brokenOff(cause: unknown): ApiError {
  return new ApiError({
    status: 400,
    error: 'upload_incomplete',
    message: 'The upload ended before it was complete, and nothing was kept; send it again',
    cause,
  });
}
