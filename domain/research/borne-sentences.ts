import type { Claim } from '../../contracts/claims.js';
import type { BorneSentence } from './find-contradictions.js';

/** The sentences of checked sections that a source bears out, each once. */
export function borneSentences(
  sections: readonly { readonly heading: string; readonly claims: readonly Claim[] }[],
): BorneSentence[] {
  const seen = new Set<string>();
  return sections.flatMap(({ heading, claims }) =>
    claims.flatMap(({ text, verdict, source, quote }) => {
      if (verdict !== 'supported' || source === null || quote === null || seen.has(text)) return [];
      seen.add(text);
      return [{ text, source, quote, topic: heading }];
    }),
  );
}
