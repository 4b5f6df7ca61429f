import type { IBreaker } from 'cockatiel';
import { type FailureCode, ServiceError } from '../../contracts/failures.js';

export interface PauseOptions {
  /** Failures in a row that open the circuit; 3 unless told. */
  readonly failures?: number | undefined;
  /** First pause after such failures, doubled by each failed probe; 30 s unless told. */
  readonly pauseMs?: number | undefined;
  /** Pause after a captcha or a rate limit that says nothing of how long; 5 min unless told. */
  readonly blockedPauseMs?: number | undefined;
  /** No pause is longer, whatever the service asks for; 1 h unless told. */
  readonly longestPauseMs?: number | undefined;
}

export interface PauseRule {
  readonly breaker: IBreaker;
  /** Remembers why a search failed, and throws it on. */
  note(error: unknown): never;
  /** How long to pause after the failure last noted, for the nth time without a success between. */
  pauseMs(attempt: number): number;
  lastFailure(): string;
}

/** Failures that say something of the engine, not of the query. */
const COUNTED: ReadonlySet<FailureCode> = new Set([
  'refused',
  'rate-limited',
  'blocked',
  'unavailable',
  'stalled',
  'bad-reply',
]);

export function isCounted(error: unknown): error is ServiceError {
  return error instanceof ServiceError && COUNTED.has(error.code);
}

/** When a failing engine is left alone, and for how long. */
export function createPauseRule({
  failures = 3,
  pauseMs = 30_000,
  blockedPauseMs = 300_000,
  longestPauseMs = 3_600_000,
}: PauseOptions): PauseRule {
  let failedInRow = 0;
  let last: ServiceError | undefined;

  return {
    breaker: {
      state: undefined,
      success() {
        failedInRow = 0;
      },
      failure() {
        failedInRow += 1;
        return keepsOut(last) || failedInRow >= failures;
      },
    },
    note(error) {
      if (isCounted(error)) last = error;
      throw error;
    },
    pauseMs(attempt) {
      const ownMs = keepsOut(last) ? blockedPauseMs : pauseMs * 2 ** (attempt - 1);
      return Math.min(last?.retryAfterMs ?? ownMs, longestPauseMs);
    },
    lastFailure: () => last?.message ?? '',
  };
}

/** Asking again after these makes things worse, so one is enough. */
function keepsOut(error: ServiceError | undefined): boolean {
  return error?.code === 'blocked' || error?.code === 'rate-limited';
}
