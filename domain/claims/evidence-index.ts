import { splitSentences } from '../text/sentences.js';
import { acronymsOf, bareName } from './name-words.js';
import { type Token, tokenize } from './tokens.js';

export interface EvidenceSentence {
  readonly passage: number;
  /** Position among the sentences of its passage. */
  readonly position: number;
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly Token[];
  readonly lemmas: ReadonlySet<string>;
}

export interface EvidencePassage {
  readonly text: string;
  readonly sentences: readonly EvidenceSentence[];
  /** Name words of the passage and of its title, without accents, and the short forms they allow. */
  readonly names: ReadonlySet<string>;
}

/** Takes a passage apart once, so that any number of claims can be checked against it; `title` names its subject. */
export function indexPassage(text: string, passage: number, title = ''): EvidencePassage {
  const sentences = splitSentences(text).map((sentence, position) => {
    const tokens = tokenize(sentence.text);
    const lemmas = new Set(tokens.map((token) => token.lemma));
    return { passage, position, start: sentence.start, end: sentence.end, tokens, lemmas };
  });
  const words = [...sentences.flatMap(({ tokens }) => tokens), ...tokenize(title)];
  const names = new Set([
    ...words.filter(({ weight }) => weight > 0).flatMap(({ lower }) => [lower, bareName(lower)]),
    ...acronymsOf(text),
    ...acronymsOf(title),
  ]);
  return { text, sentences, names };
}
