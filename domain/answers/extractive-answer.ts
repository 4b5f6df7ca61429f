import type { EvidencePack } from '../../contracts/evidence.js';
import { type AnswerSentence, answerSentences } from './answer-sentences.js';
import { chooseSentences } from './choose-sentences.js';

const NOTHING = 'No evidence was found that answers this question.';

/**
 * An answer without a model: three to eight sentences of the evidence that cover the question best, word for
 * word, each with the number of its source; source by source, each in the order of its text. When no sentence
 * shares a word with the question, one line that says so.
 */
export function extractiveAnswer(pack: EvidencePack): string {
  const sentences = answerSentences(pack);
  const alone = chooseSentences(sentences.filter(({ standsAlone }) => standsAlone));
  const chosen = alone.length > 0 ? alone : chooseSentences(sentences);
  if (chosen.length === 0) return NOTHING;
  const paragraphs = bySource(chosen).map((sentences) =>
    sentences.map(({ text, source }) => `${text} [${source}]`).join(' '),
  );
  return paragraphs.join('\n\n');
}

/** The sentences of each source together, the source of the best sentence first. */
function bySource(chosen: readonly AnswerSentence[]): AnswerSentence[][] {
  const groups = new Map<number, AnswerSentence[]>();
  for (const sentence of chosen) {
    groups.set(sentence.source, [...(groups.get(sentence.source) ?? []), sentence]);
  }
  return [...groups.values()].map((group) => [...group].sort((a, b) => a.position - b.position));
}
