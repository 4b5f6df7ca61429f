import type { EvidencePack } from '../../contracts/evidence.js';
import type { Warning } from '../../contracts/warnings.js';
import { findNames } from '../search/find-names.js';
import { queryTerms } from '../search/query-terms.js';
import { contentStems } from '../text/words.js';
import { givesName, nameText } from './gives-name.js';

/** How far evidence speaks of what was asked. */
export interface AskedAndFound {
  /** Share of the question's words that the evidence has, words of names counting twice, 0 to 1. */
  readonly share: number;
  /** Names of the question that no source gives as names. */
  readonly missingNames: readonly string[];
}

export function askedAndFound({ question, sources }: EvidencePack): AskedAndFound {
  const texts = sources.flatMap(({ source, passages }) => [
    source.title,
    ...passages.map(({ text }) => text),
  ]);
  const stems = new Set(texts.flatMap(contentStems));
  const namable = texts.map(nameText);
  const terms = [...queryTerms(question)];
  const weigh = (some: typeof terms) => some.reduce((sum, [, weight]) => sum + weight, 0);
  const found = weigh(terms.filter(([stem]) => stems.has(stem)));
  return {
    share: terms.length === 0 ? 1 : found / weigh(terms),
    missingNames: findNames(question).filter((name) => !givesName(namable, name)),
  };
}

/** What a reader must know when the evidence does not name what was asked about. */
export function missingNameWarnings({ missingNames }: AskedAndFound): Warning[] {
  return missingNames.map((name) => ({
    code: 'name-not-found',
    message: `No source names “${name}”, so the answer may be about something else.`,
    subject: name,
  }));
}
