import {
  type CircuitBreakerPolicy,
  CircuitState,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
  isBrokenCircuitError,
} from 'cockatiel';
import { ServiceError } from '../../contracts/failures.js';
import type { SearchEngine } from '../../contracts/search-engines.js';
import { untilAborted } from '../http/until-aborted.js';
import { createPauseRule, isCounted, type PauseOptions } from './pause-rule.js';

export interface CircuitReading {
  /** Half-open: the next search finds out whether the engine has recovered. */
  readonly circuit: 'closed' | 'open' | 'half-open';
  /** ISO 8601, unless closed. */
  readonly pausedUntil: string | undefined;
  /** What opened it, in words, unless closed. */
  readonly why: string | undefined;
}

export interface GuardedEngine extends SearchEngine {
  reading(): CircuitReading;
}

/**
 * Leaves a failing engine alone for a while: after some failures in a row, or one captcha or rate limit. While paused,
 * a search is ServiceError 'unavailable' at once; then one search probes and the others wait for what it finds.
 * Empty replies, bad queries and cancelled searches never count.
 */
export function withCircuitBreaker(
  engine: SearchEngine,
  options: PauseOptions = {},
): GuardedEngine {
  const rule = createPauseRule(options);
  let pausedUntil = 0;
  let why = '';
  const policy = circuitBreaker(
    handleWhen((error) => isCounted(error)),
    {
      breaker: rule.breaker,
      halfOpenAfter: new DelegateBackoff(({ attempt }) => {
        const pauseMs = rule.pauseMs(attempt);
        pausedUntil = Date.now() + pauseMs;
        why = rule.lastFailure();
        return pauseMs;
      }),
    },
  );

  return {
    name: engine.name,
    async search(query, signal) {
      const call = policy.execute(() => engine.search(query, signal).catch(rule.note));
      try {
        return await untilAborted(call, signal);
      } catch (error) {
        throw isBrokenCircuitError(error) ? pausedError(engine.name, pausedUntil, why) : error;
      }
    },
    reading() {
      const circuit = circuitOf(policy, pausedUntil);
      if (circuit === 'closed') return { circuit, pausedUntil: undefined, why: undefined };
      return { circuit, pausedUntil: new Date(pausedUntil).toISOString(), why };
    },
  };
}

function pausedError(name: string, pausedUntil: number, why: string): ServiceError {
  const until = new Date(pausedUntil).toISOString();
  return new ServiceError('unavailable', `${name} is paused until ${until}, because: ${why}`, {
    retryAfterMs: Math.max(0, pausedUntil - Date.now()),
  });
}

function circuitOf(policy: CircuitBreakerPolicy, pausedUntil: number): CircuitReading['circuit'] {
  if (policy.state === CircuitState.Closed) return 'closed';
  return policy.state === CircuitState.Open && Date.now() < pausedUntil ? 'open' : 'half-open';
}
