import type { Embedder } from '../../contracts/models.js';
import { type CheckedClaim, checkClaim } from '../../domain/claims/check-claim.js';

export interface EvidenceText {
  readonly title: string;
  readonly text: string;
}

export interface ClaimChecker {
  /** Embeds what is going to be compared; nothing to do without an embedder. */
  prepare(texts: Iterable<string>): Promise<void>;
  check(claim: string, evidence: readonly EvidenceText[]): CheckedClaim;
}

/** The check of the product, with meaning compared by the embedder when there is one. */
export function createClaimChecker(embedder: Embedder | undefined): ClaimChecker {
  const vectors = new Map<string, readonly number[]>();

  function cosine(one: string, other: string): number {
    const [left, right] = [vectors.get(one), vectors.get(other)];
    if (left === undefined || right === undefined) throw new Error(`not prepared: ${one}`);
    return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
  }

  return {
    async prepare(texts) {
      const missing = [...new Set(texts)].filter((text) => !vectors.has(text));
      const found = await embedder?.embed(missing, new AbortController().signal);
      found?.forEach((vector, index) => {
        vectors.set(missing[index] ?? '', vector);
      });
    },
    check(claim, evidence) {
      return checkClaim({
        claim,
        passages: evidence.map(({ text }) => text),
        titles: evidence.map(({ title }) => title),
        meaning: embedder && evidence.map(({ text }) => cosine(claim, text)),
      });
    },
  };
}
