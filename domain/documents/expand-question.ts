import { ITEMS, type ItemName, MEASURES, STATEMENTS, type Statement } from './accounting-terms.js';
import { passageTerms } from './passage-terms.js';
import { questionCore } from './question-core.js';
import { questionTerms } from './question-terms.js';

/** Weight of a word that the question does not use but reports do, against 1 for its own. */
export const EXPANSION_WEIGHT = 1;

export interface ExpandedQuestion {
  /** The question without what it says about the form of the answer, then the words that reports use. */
  readonly text: string;
  /** Stems with their weights. */
  readonly terms: ReadonlyMap<string, number>;
}

/**
 * Adds to a question about a company's figures the words that its reports use: the items that a ratio is computed
 * from, what an item is called, and the statement that holds it. Any other question stays as it is.
 */
export function expandQuestion(question: string, weight = EXPANSION_WEIGHT): ExpandedQuestion {
  const core = questionCore(question);
  const added = addedWords(question);
  const terms = questionTerms(core);
  for (const stem of passageTerms(added)) terms.set(stem, Math.max(terms.get(stem) ?? 0, weight));
  return { text: [core, added].filter((part) => part !== '').join(' '), terms };
}

function addedWords(question: string): string {
  const names = new Set<ItemName>();
  for (const { name, asked } of ITEMS) if (asked.test(question)) names.add(name);
  for (const { asked, items } of MEASURES) {
    if (asked.test(question)) for (const name of items) names.add(name);
  }
  const items = ITEMS.filter(({ name }) => names.has(name));
  const held = new Set<Statement>(
    items.flatMap((item) => ('statement' in item ? item.statement : [])),
  );
  const statements = STATEMENTS.filter(({ name, asked }) => held.has(name) || asked.test(question));
  return [...items, ...statements].map(({ written }) => written).join(' ');
}
