import { words } from '../text/words.js';

/** Words in a shingle (Broder 1997 used runs of a few words; 4 keeps stock phrases from counting as copies). */
const SHINGLE_WORDS = 4;
/** Enough of a page to tell a copy by. */
const MOST_CHARACTERS = 20_000;

/** All runs of four words of a text's first 20,000 characters; a shorter text is one run. */
export function shingles(text: string): ReadonlySet<string> {
  const found = words(text.slice(0, MOST_CHARACTERS));
  const last = Math.max(0, found.length - SHINGLE_WORDS);
  const runs = Array.from({ length: found.length === 0 ? 0 : last + 1 }, (_, start) =>
    found.slice(start, start + SHINGLE_WORDS).join(' '),
  );
  return new Set(runs);
}

/** Shared runs as a share of all runs of both, 0 to 1. */
export function resemblance(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let shared = 0;
  for (const run of small) if (large.has(run)) shared += 1;
  return shared / (one.size + other.size - shared);
}
