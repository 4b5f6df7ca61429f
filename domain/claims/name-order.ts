import { sameToken } from './align.js';
import type { Token } from './tokens.js';

const MOST_NAMES = 6;

interface Place {
  readonly claim: number;
  readonly evidence: number;
}

/** Whether two names stand on opposite sides of a shared word: "Ada taught Bo" against "Bo taught Ada". A passive with "by" may turn them round. */
export function namesSwapPlaces(claim: readonly Token[], evidence: readonly Token[]): boolean {
  if ([...claim, ...evidence].some(({ lower }) => lower === 'by')) return false;
  const names = placesOf(claim, evidence, 'name').slice(0, MOST_NAMES);
  const pivots = placesOf(claim, evidence, 'content');
  return names.some((first) =>
    names.some((second) =>
      pivots.some(
        (pivot) =>
          first.claim < pivot.claim &&
          pivot.claim < second.claim &&
          second.evidence < pivot.evidence &&
          pivot.evidence < first.evidence,
      ),
    ),
  );
}

/** The words of one kind that both sides have, once each. */
function placesOf(
  claim: readonly Token[],
  evidence: readonly Token[],
  kind: Token['kind'],
): Place[] {
  return claim.flatMap((token, index) => {
    if (token.kind !== kind || claim.some((other, at) => at !== index && sameToken(token, other))) {
      return [];
    }
    const places = evidence.flatMap((other, at) => (sameToken(token, other) ? [at] : []));
    const [only] = places;
    return places.length === 1 && only !== undefined ? [{ claim: index, evidence: only }] : [];
  });
}
