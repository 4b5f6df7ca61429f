/** Every way the outside world can fail us: whether trying again can help, and what the API then answers. */
export const FAILURES = {
  'bad-input': { retryable: false, status: 422 },
  'not-found': { retryable: false, status: 404 },
  /** A setting is missing; the message names it. */
  'not-configured': { retryable: false, status: 400 },
  /** A key or a permission was refused by a service. */
  refused: { retryable: false, status: 502 },
  /** A guard of ours said no: a private address, robots.txt, a page too large. */
  forbidden: { retryable: false, status: 403 },
  'too-large': { retryable: false, status: 413 },
  /** What came back cannot be read: an unknown type, a broken file, a page without text. */
  unreadable: { retryable: false, status: 422 },
  /** More text than the model's context holds. */
  'context-overflow': { retryable: false, status: 400 },
  'rate-limited': { retryable: true, status: 429 },
  /** A captcha or a block page instead of results. */
  blocked: { retryable: false, status: 502 },
  unavailable: { retryable: true, status: 503 },
  /** Nothing was heard for longer than the silence limit. */
  stalled: { retryable: true, status: 504 },
  'bad-reply': { retryable: true, status: 502 },
  'storage-full': { retryable: true, status: 507 },
} as const;

export type FailureCode = keyof typeof FAILURES;

interface ServiceErrorOptions extends ErrorOptions {
  /** How long the service asked us to wait before the next try. */
  readonly retryAfterMs?: number | undefined;
}

/** The only error an adapter throws. Its code is the name the failure keeps, from history to HTTP reply. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: FailureCode;
  readonly retryAfterMs: number | undefined;

  constructor(code: FailureCode, message: string, options?: ServiceErrorOptions) {
    super(message, options);
    this.code = code;
    this.retryAfterMs = options?.retryAfterMs;
  }
}
