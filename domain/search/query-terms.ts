import { contentStems } from '../text/words.js';
import { findNames } from './find-names.js';

/** Weight of a word inside a proper name against 1 for any other: names pin down what is meant. */
export const NAME_WEIGHT = 2;

/** Stems of a query's telling words with their weights, in order. */
export function queryTerms(query: string): Map<string, number> {
  const terms = new Map(contentStems(query).map((stem) => [stem, 1]));
  for (const name of findNames(query)) {
    for (const stem of contentStems(name)) if (terms.has(stem)) terms.set(stem, NAME_WEIGHT);
  }
  return terms;
}
