import type { EvidencePack, RankedSource } from '../../contracts/evidence.js';
import { withoutMarkers } from '../claims/markers.js';
import { splitSentences } from '../text/sentences.js';
import { type Terms, termsOf } from './question-terms.js';
import { isCrumb, isDangling } from './sentence-quality.js';

export interface AnswerSentence {
  /** Word for word, on one line, without the source's own citation markers. */
  readonly text: string;
  readonly source: number;
  /** Where it begins in its document. */
  readonly position: number;
  readonly terms: ReadonlySet<string>;
  /** Words of the question that it has, each with its rarity in the evidence. */
  readonly matched: Terms;
  /** What it is worth beside those words: rank of its source and passage, place in the passage. */
  readonly prior: number;
  /** Whether it can be understood without the sentence before it. */
  readonly standsAlone: boolean;
}

/** A later source, a later passage and a later sentence each lose this much of their worth. */
const SOURCE_DECAY = 0.05;
const PASSAGE_DECAY = 0.1;
const SENTENCE_DECAY = 0.02;
const LEAST_PRIOR = 0.3;

/** The sentences of a pack that could stand in an answer; crumbs of navigation and questions are left out. */
export function answerSentences(pack: EvidencePack): AnswerSentence[] {
  const sentences = pack.sources.flatMap((source, index) => sentencesOf(source, index + 1));
  const wanted = termsOf(pack.question);
  const frequency = new Map<string, number>();
  for (const { terms } of sentences) {
    for (const term of terms) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  }
  return sentences.map((sentence) => ({
    ...sentence,
    matched: new Map(
      [...wanted]
        .filter(([term]) => sentence.terms.has(term))
        .map(([term, weight]) => [
          term,
          weight * rarity(sentences.length, frequency.get(term) ?? 0),
        ]),
    ),
  }));
}

function sentencesOf(
  { source, passages }: RankedSource,
  number: number,
): Omit<AnswerSentence, 'matched'>[] {
  const title = new Set(termsOf(source.title).keys());
  return passages.flatMap((passage, rank) =>
    splitSentences(passage.text).flatMap((sentence, order) => {
      const text = withoutMarkers(sentence.text).replace(/\s+/g, ' ');
      if (isCrumb(text)) return [];
      const standsAlone = !isDangling(text);
      const loss = SOURCE_DECAY * (number - 1) + PASSAGE_DECAY * rank + SENTENCE_DECAY * order;
      const terms = new Set([...termsOf(text).keys(), ...(standsAlone ? title : [])]);
      return [
        {
          text,
          source: number,
          position: passage.start + sentence.start,
          terms,
          prior: Math.max(LEAST_PRIOR, 1 - loss),
          standsAlone,
        },
      ];
    }),
  );
}

function rarity(sentences: number, holders: number): number {
  return Math.log(1 + sentences / (holders + 0.5));
}
