import { z } from 'zod';

/** So many requests in a window that begins with the first of them. */
export const RateLimit = z
  .object({
    max_requests: z.int().min(1).max(1_000_000_000),
    window_seconds: z.int().min(1).max(86_400).default(60),
  })
  .meta({ id: 'RateLimit' });
export type RateLimit = z.infer<typeof RateLimit>;

/** One count towards one limit. */
export interface LimitUse {
  /** What is counted, such as `key:` and an id. */
  readonly counter: string;
  readonly limit: RateLimit;
}

/** How a limit stands after a use was counted. */
export interface LimitState extends LimitUse {
  readonly remaining: number;
  /** Milliseconds until the window ends. */
  readonly resetMs: number;
  readonly exceeded: boolean;
}

/** Counters that all processes share, and that outlive restarts and changes of limits. */
export interface RateLimits {
  /** Counts a use towards each limit. Nothing is counted for what is known to be over one of them. */
  consume(uses: readonly LimitUse[]): Promise<readonly LimitState[]>;
}
