/** The paths under which a live search answers; all are the same. */
export const LIVE_SEARCH_NAMES = ['/v1/live-search', '/v1/livesearch', '/v1/deepsearch'];
