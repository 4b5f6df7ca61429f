import type { Claim } from '../../contracts/claims.js';
import type { Source } from '../../contracts/search.js';

/** A snippet is what an engine says of a page that nobody has read. */
const SNIPPET = 0.6;
/** How many supported sentences are taken for granted before any was checked, of how many. */
const PRIOR = { supported: 1, of: 2 };

/**
 * How far a source has proved itself in a run, 0 to 1: its relevance to the question, less for one that was not read,
 * and the share of the sentences resting on it that the check found supported, by Laplace's rule of succession.
 */
export function trustScore(
  { relevance, evidence }: Pick<Source, 'relevance' | 'evidence'>,
  claims: readonly Pick<Claim, 'verdict'>[],
): number {
  const supported = claims.filter(({ verdict }) => verdict === 'supported').length;
  const held = (supported + PRIOR.supported) / (claims.length + PRIOR.of);
  const read = evidence === 'page' ? 1 : SNIPPET;
  return Math.round(Math.sqrt(relevance * held) * read * 1_000) / 1_000;
}
