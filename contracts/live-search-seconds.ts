/** Seconds that a live search has: it writes with what is there before they are over. */
export const LIVE_SEARCH_SECONDS = 3_600;
