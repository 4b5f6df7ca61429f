import type { PageContent, PageReader } from '../../contracts/pages.js';
import { createGuardedFetch, type Hop } from './guarded-fetch.js';
import { createHostPacing } from './host-pacing.js';
import { createParsingPool } from './parsing-pool.js';
import { createPrivateHosts, portOf } from './private-hosts.js';
import { READING_LIMITS, type ReadingLimits } from './reading-limits.js';
import { createRobots } from './robots.js';
import { webAddress } from './web-address.js';
import { withDeadline } from './with-deadline.js';

export interface PageReaderOptions {
  /** "host:port" that may be read although private. */
  readonly allowedPrivateHosts: readonly string[];
  /** Where a site's owner reaches whoever runs this reader; sent with every request. */
  readonly contact: string;
  readonly limits?: Partial<ReadingLimits>;
}

const ACCEPT =
  'text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,application/xml;q=0.8,*/*;q=0.5';

/** Reads web pages under all guards: address, robots.txt, pace, size, time, and parsing apart in threads. */
export function createPageReader(
  options: PageReaderOptions,
): PageReader & { close(): Promise<void> } {
  const limits = { ...READING_LIMITS, ...options.limits };
  const isAllowedPrivate = createPrivateHosts(options.allowedPrivateHosts);
  const fetcher = createGuardedFetch({
    ...options,
    redirects: limits.redirects,
    silenceMs: limits.totalMs,
  });
  const robots = createRobots(fetcher, limits);
  const pacing = createHostPacing(limits);
  const parsing = createParsingPool(limits);

  /** Makes one request when the site allows it and it is its turn there. */
  async function takeTurn(url: URL, signal: AbortSignal, hop: () => Promise<Hop>): Promise<Hop> {
    const delayMs = await robots.delayMs(url, signal);
    if (isAllowedPrivate(url.hostname, portOf(url))) return hop();
    return pacing.run({ host: url.hostname, delayMs, signal }, hop);
  }

  return {
    async read(address: string, caller: AbortSignal): Promise<PageContent> {
      const { host } = webAddress(address);
      const message = `the page at ${host} was not read within ${limits.totalMs / 1000} s`;
      const deadline = { signal: caller, limitMs: limits.totalMs, message };
      return withDeadline(deadline, async (signal) => {
        const { url, contentType, body } = await fetcher.get(address, {
          signal,
          accept: ACCEPT,
          maxBytes: limits.bodyBytes,
          aroundHop: (current, hop) => takeTurn(current, signal, hop),
        });
        const { nestingDepth } = limits;
        return parsing.parse({ url: url.href, contentType, body, nestingDepth }, signal);
      });
    },

    async close() {
      await Promise.all([fetcher.close(), parsing.close()]);
    },
  };
}
