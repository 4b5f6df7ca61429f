import { isLightWord } from '../claims/light-words.js';
import { bm25 } from '../search/bm25.js';

import { expandQuestion } from './expand-question.js';
import { joinNeighbours } from './join-neighbours.js';
import type { PageCandidate, RankedPage } from './page-candidate.js';
import { passageTerms } from './passage-terms.js';
import { questionTerms } from './question-terms.js';

/** What the words of the whole page and the meaning of its best passage weigh, against 1 for its best passage's words. */
const PAGE_WEIGHT = 0.5;
const MEANING_WEIGHT = 1;

interface Scored {
  readonly candidate: PageCandidate;
  readonly words: number;
  readonly coverage: number;
}

/** Pages by how well they answer a question: by the words of their best passage and of the page, and by meaning. */
export function rankPages(question: string, candidates: readonly PageCandidate[]): RankedPage[] {
  const pages = [...groupByPage(scorePassages(question, candidates)).values()];
  const whole = scoreWhole(question, pages);
  const mostWords = greatest(pages.map((passages) => greatest(passages.map(({ words }) => words))));
  const mostWhole = greatest(whole);
  const mostMeaning = greatest(pages.map(meaningOf));
  const ranked = pages.map((passages, at) => {
    const words = greatest(passages.map((passage) => passage.words)) / mostWords;
    const page = (whole[at] ?? 0) / mostWhole;
    const meaning = meaningOf(passages) / mostMeaning;
    return { passages, score: words + PAGE_WEIGHT * page + MEANING_WEIGHT * meaning };
  });
  const best = greatest(ranked.map(({ score }) => score));
  return ranked
    .sort((left, right) => right.score - left.score)
    .map(({ passages, score }) => rankedPage(passages, score / best));
}

function scorePassages(question: string, candidates: readonly PageCandidate[]): Scored[] {
  const asked = [...questionTerms(question)];
  const terms = [...expandQuestion(question).terms];
  const texts = candidates.map(({ context, text }) => passageTerms(`${context}\n${text}`));
  const index = bm25(texts);
  return candidates.map((candidate, at) => ({
    candidate,
    words: index.score(at, terms),
    coverage: coverageOf(asked, new Set(texts[at])),
  }));
}

/** Rarity among the candidates would mislead: all of them have the words that brought them here. */
function coverageOf(
  terms: readonly (readonly [string, number])[],
  held: ReadonlySet<string>,
): number {
  const heavy = terms.filter(([term]) => !isLightWord(term));
  // A question of common words alone asks for these.
  const telling = heavy.length === 0 ? terms : heavy;
  const weigh = (part: typeof telling) => part.reduce((sum, [, weight]) => sum + weight, 0);
  const all = weigh(telling);
  return all === 0 ? 0 : weigh(telling.filter(([term]) => held.has(term))) / all;
}

function scoreWhole(question: string, pages: readonly (readonly Scored[])[]): number[] {
  const terms = [...expandQuestion(question).terms];
  const index = bm25(
    pages.map((passages) => passages.flatMap(({ candidate }) => passageTerms(candidate.text))),
  );
  return pages.map((_, at) => index.score(at, terms));
}

function groupByPage(passages: readonly Scored[]): Map<string, Scored[]> {
  const pages = new Map<string, Scored[]>();
  for (const passage of passages) {
    const { documentId, page } = passage.candidate;
    const key = `${documentId} ${page}`;
    pages.set(key, [...(pages.get(key) ?? []), passage]);
  }
  return pages;
}

function rankedPage(passages: readonly Scored[], score: number): RankedPage {
  const worth = ({ words, candidate }: Scored) => words + Math.max(0, candidate.similarity ?? 0);
  const best = [...passages].sort((left, right) => worth(right) - worth(left));
  const [first] = best;
  return {
    documentId: first?.candidate.documentId ?? '',
    page: first?.candidate.page ?? 1,
    stretches: joinNeighbours(best.map(({ candidate }) => candidate)),
    score,
    similarity: Math.min(1, meaningOf(passages)),
    coverage: greatest(passages.map(({ coverage }) => coverage)),
  };
}

function meaningOf(passages: readonly Scored[]): number {
  return Math.max(0, ...passages.map(({ candidate }) => candidate.similarity ?? 0));
}

/** The greatest of numbers from 0 on; never 0, since others are divided by it. */
function greatest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), Number.EPSILON);
}
