/** Seconds of a round and of the report where this instance has no history: two searches deep, ten pages, on a laptop. */
const STATED_ROUND_SECONDS = 12;
const STATED_REPORT_SECONDS = 6;

/**
 * Seconds that a run of `rounds` rounds will take: what a round took in earlier runs of this instance, else a stated
 * estimate of 12 s a round and 6 s for the report.
 */
export function estimateSeconds(rounds: number, measuredRoundSeconds: number | null): number {
  const seconds =
    measuredRoundSeconds === null
      ? rounds * STATED_ROUND_SECONDS + STATED_REPORT_SECONDS
      : rounds * measuredRoundSeconds;
  return Math.round(seconds * 10) / 10;
}
