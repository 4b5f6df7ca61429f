import { sameToken } from './align.js';
import type { EvidencePassage, EvidenceSentence } from './evidence-index.js';
import { bareName, sameName } from './name-words.js';
import type { Token } from './tokens.js';

/** Whether a sentence gives a word of a name, or leaves it out because its passage is about it or has just given it. */
export function isNamedBy(
  word: Token,
  sentence: EvidenceSentence,
  passages: readonly EvidencePassage[],
): boolean {
  return states(sentence, word) || isUnderstood(word, sentence, passages);
}

/** Whether a sentence that does not give a word of a name may still mean it, as "she" or "the company". */
export function isUnderstood(
  word: Token,
  { passage, position }: EvidenceSentence,
  passages: readonly EvidencePassage[],
): boolean {
  const context = passages[passage];
  if (!context) return false;
  const bare = bareName(word.lower);
  const before = context.sentences[position - 1];
  if (before && states(before, word)) return true;
  return context.topic.has(bare) || [...context.topic].some((name) => sameName(bare, name));
}

export function states({ tokens }: EvidenceSentence, token: Token): boolean {
  return tokens.some((candidate) => sameToken(token, candidate));
}
