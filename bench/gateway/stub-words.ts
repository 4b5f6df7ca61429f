/** Chunks of a streamed reply. */
export const CHUNKS = 50;

/** A question that holds it is answered in chunks this many milliseconds apart. */
export const PACED_WORD = 'slowly';
export const PACED_MS = 10;
