import type { AnswerSentence } from './answer-sentences.js';

const FEWEST = 3;
const MOST = 8;
/** A sentence that shares this part of its terms with a chosen one says it again. */
const REDUNDANT = 0.6;
/** What a word of the question still counts once a chosen sentence has it. */
const COVERED = 0.35;
/** A sentence must be worth this part of the first, one after the third more. */
const LEAST_WORTH = 0.15;
const WORTH = 0.4;
/** Very long sentences have words by chance. */
const USUAL_TERMS = 14;

/** The sentences that together cover the question best, best first, none twice; none that shares no word with it. */
export function chooseSentences(sentences: readonly AnswerSentence[]): AnswerSentence[] {
  const chosen: AnswerSentence[] = [];
  const covered = new Set<string>();
  let first = 0;
  let open = sentences.filter(({ matched }) => matched.size > 0);
  while (chosen.length < MOST && open.length > 0) {
    const [best, worth] = bestOf(open, covered);
    if (!best) break;
    if (chosen.length === 0) first = worth;
    if (worth < first * (chosen.length < FEWEST ? LEAST_WORTH : WORTH)) break;
    chosen.push(best);
    for (const term of best.matched.keys()) covered.add(term);
    open = open.filter((other) => overlap(best.terms, other.terms) < REDUNDANT);
  }
  return chosen;
}

function bestOf(
  open: readonly AnswerSentence[],
  covered: ReadonlySet<string>,
): [AnswerSentence | undefined, number] {
  let best: AnswerSentence | undefined;
  let worth = 0;
  for (const sentence of open) {
    const value = worthOf(sentence, covered);
    if (value > worth) [best, worth] = [sentence, value];
  }
  return [best, worth];
}

function worthOf({ matched, terms, prior }: AnswerSentence, covered: ReadonlySet<string>): number {
  let sum = 0;
  for (const [term, weight] of matched) sum += weight * (covered.has(term) ? COVERED : 1);
  return (sum * prior) / Math.sqrt(Math.max(1, terms.size / USUAL_TERMS));
}

/** Shared part of the smaller set. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((term) => b.has(term)).length;
  return shared / Math.max(1, Math.min(a.size, b.size));
}
