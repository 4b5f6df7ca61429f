import { createRequire } from 'node:module';
import { LRUCache } from 'lru-cache';
import { ServiceError } from '../../contracts/failures.js';
import { abortable } from './abortable.js';
import type { GuardedFetch } from './guarded-fetch.js';
import type { ReadingLimits } from './reading-limits.js';
import { PRODUCT_TOKEN } from './user-agent.js';
import { withDeadline } from './with-deadline.js';

/** Sites whose rules are remembered at the same time. */
const SITES = 500;
/** A site that failed to say its rules is asked again after this long. */
const FAILURE_TTL_MS = 30_000;

interface Rules {
  isDisallowed(url: string, userAgent: string): boolean | undefined;
  getCrawlDelay(userAgent: string): number | undefined;
}
// The package is one CommonJS function, but its types describe an ES module.
const robotsParser: (url: string, text: string) => Rules = createRequire(import.meta.url)(
  'robots-parser',
);
type RobotsLimits = Pick<ReadingLimits, 'robotsBytes' | 'robotsMs' | 'robotsTtlMs'>;

export interface Robots {
  /** The delay in ms that a site asks for between pages; throws `forbidden` when it asks to stay out. */
  delayMs(url: URL, signal: AbortSignal): Promise<number>;
}

/**
 * Asks the robots.txt of each site, as RFC 9309 has it: one that is missing or refused allows
 * everything, and one that fails on the server's side keeps us out until it answers again.
 */
export function createRobots(fetcher: GuardedFetch, limits: RobotsLimits): Robots {
  const sites = new LRUCache<string, Promise<Rules>>({ max: SITES, ttl: limits.robotsTtlMs });

  function rulesOf(origin: string): Promise<Rules> {
    const known = sites.get(origin);
    if (known !== undefined) return known;
    const asked = fetchRules(fetcher, origin, limits);
    sites.set(origin, asked);
    asked.catch(() => sites.set(origin, asked, { ttl: FAILURE_TTL_MS }));
    return asked;
  }

  return {
    async delayMs(url, signal) {
      const rules = await abortable(rulesOf(url.origin), signal);
      if (rules.isDisallowed(url.href, PRODUCT_TOKEN)) {
        throw new ServiceError(
          'forbidden',
          `the robots.txt of ${url.host} asks not to read this page`,
        );
      }
      return (rules.getCrawlDelay(PRODUCT_TOKEN) ?? 0) * 1000;
    },
  };
}

async function fetchRules(
  fetcher: GuardedFetch,
  origin: string,
  { robotsBytes, robotsMs }: RobotsLimits,
): Promise<Rules> {
  const address = `${origin}/robots.txt`;
  const message = `${new URL(origin).host} did not send its robots.txt within ${robotsMs / 1000} s`;
  // Several readers may wait for this answer, so none of them alone can call it off.
  const deadline = { signal: new AbortController().signal, limitMs: robotsMs, message };
  try {
    const { body } = await withDeadline(deadline, (signal) =>
      fetcher.get(address, { signal, maxBytes: robotsBytes, overflow: 'cut' }),
    );
    return robotsParser(address, new TextDecoder().decode(body));
  } catch (error) {
    if (error instanceof ServiceError && keepsOut(error)) throw error;
    return robotsParser(address, '');
  }
}

function keepsOut({ code }: ServiceError): boolean {
  return code === 'unavailable' || code === 'stalled' || code === 'rate-limited';
}
