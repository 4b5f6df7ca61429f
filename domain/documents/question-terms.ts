import { findNames } from '../search/find-names.js';
import { NAME_WEIGHT } from '../search/query-terms.js';
import { passageTerms } from './passage-terms.js';

/** What a question looks for in passages, each term with its weight: words of a proper name count twice. */
export function questionTerms(question: string): Map<string, number> {
  const terms = new Map(passageTerms(question).map((term) => [term, 1]));
  for (const name of findNames(question)) {
    for (const term of passageTerms(name)) if (terms.has(term)) terms.set(term, NAME_WEIGHT);
  }
  return terms;
}
