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
  /** Words of the passage and of its title, in lower case. */
  readonly words: ReadonlySet<string>;
  /** Short forms that its names allow, such as the initials of an organisation. */
  readonly shortForms: ReadonlySet<string>;
  /** Words that it uses as names, in lower case. */
  readonly named: ReadonlySet<string>;
  /** What it is about: the words of its title and of its first sentence, without accents. */
  readonly topic: ReadonlySet<string>;
}

/** Takes a passage apart once, so that any number of claims can be checked against it; `title` names its subject. */
export function indexPassage(text: string, passage: number, title = ''): EvidencePassage {
  const sentences = splitSentences(text).map((sentence, position) => {
    const tokens = tokenize(sentence.text);
    const lemmas = new Set(tokens.map((token) => token.lemma));
    return { passage, position, start: sentence.start, end: sentence.end, tokens, lemmas };
  });
  const ofTitle = tokenize(title);
  const words = [...sentences.flatMap(({ tokens }) => tokens), ...ofTitle];
  const named = new Set(words.filter(({ kind }) => kind === 'name').map(({ lower }) => lower));
  const opening = [...(sentences[0]?.tokens ?? []), ...ofTitle].filter(({ weight }) => weight > 0);
  const topic = new Set(opening.map(({ lower }) => bareName(lower)));
  const shortForms = new Set([...acronymsOf(text), ...acronymsOf(title)]);
  const all = new Set(words.map(({ lower }) => lower));
  return { text, sentences, words: all, shortForms, named, topic };
}
