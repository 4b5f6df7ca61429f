import { z } from 'zod';

/** So many requests in a window that begins with the first of them. */
export const RateLimit = z
  .object({
    max_requests: z.int().min(1).max(1_000_000_000),
    window_seconds: z.int().min(1).max(86_400).default(60),
  })
  .meta({ id: 'RateLimit' });
export type RateLimit = z.infer<typeof RateLimit>;
