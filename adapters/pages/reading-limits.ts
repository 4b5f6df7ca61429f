/** What one page may cost. Sizes in bytes, times in milliseconds. */
export interface ReadingLimits {
  /** Largest body after decompression. */
  readonly bodyBytes: number;
  /** For the whole read: waiting for a turn, robots.txt, redirects, download and parsing. */
  readonly totalMs: number;
  readonly redirects: number;
  readonly robotsBytes: number;
  readonly robotsMs: number;
  /** How long the rules of a site are remembered. */
  readonly robotsTtlMs: number;
  /** Longest wait between two pages that a robots.txt may ask for. */
  readonly crawlDelayMs: number;
  /** Pages read from one host at the same time. */
  readonly perHost: number;
  /** Least time between the starts of two requests to one host. */
  readonly gapMs: number;
  readonly parseMs: number;
  /** JavaScript heap of one parsing thread, in mebibytes. */
  readonly parseMemoryMb: number;
  readonly parseThreads: number;
  /** Deepest nesting of HTML elements: browsers stop at 512. */
  readonly nestingDepth: number;
}

export const READING_LIMITS: ReadingLimits = {
  bodyBytes: 10 * 1024 * 1024,
  totalMs: 15_000,
  redirects: 5,
  // RFC 9309, section 2.5: at least 500 kibibytes must be read.
  robotsBytes: 512 * 1024,
  robotsMs: 5_000,
  robotsTtlMs: 60 * 60 * 1000,
  crawlDelayMs: 5_000,
  perHost: 2,
  gapMs: 250,
  parseMs: 10_000,
  parseMemoryMb: 512,
  parseThreads: 2,
  nestingDepth: 500,
};
