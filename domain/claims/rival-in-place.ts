import { align, alignWeight, sameToken } from './align.js';
import { mayBeSame, type NameRun, nameRuns } from './name-runs.js';
import type { Token } from './tokens.js';

/** How many words on each side say what a name stands for. */
const WINDOW = 4;
/** A word of content beside it and a small one: less is chance. */
const LEAST_CONTEXT = 1.25;
/** How much better another name must fit a place than the one that the claim puts there. */
const LEAD = 0.5;
/** Words that may stand before a name or not. */
const ARTICLES = new Set(['the', 'a', 'an']);
const CONJUNCTIONS = new Set(['and', 'or', 'but']);

/**
 * Whether a sentence gives another name in the place where a claim has its own, though it may give that one
 * elsewhere: "the glacier rises east of Mount Ash and flows to Birch Bay" against "rises east of Birch Bay".
 */
export function hasRivalInPlace(claim: readonly Token[], sentence: readonly Token[]): boolean {
  const given = nameRuns(sentence);
  return nameRuns(claim).some((name) => {
    const theirs = name.from === 0 ? [...opening(sentence), ...given] : given;
    const fitOf = (other: NameRun) => contextShared({ claim, name }, { sentence, other });
    const own = theirs.filter((other) => mayBeSame(name, other));
    const best = Math.max(0, ...own.map(fitOf));
    return theirs.some(
      (other) =>
        !own.includes(other) &&
        fitOf(other) >= Math.max(LEAST_CONTEXT, best + LEAD) &&
        !own.some((one) => areListed(sentence, one, other)),
    );
  });
}

/** The word that opens a sentence may be a name, as every word there has a capital. */
function opening([first]: readonly Token[]): NameRun[] {
  return first?.kind === 'content' ? [{ from: 0, to: 1, words: [first] }] : [];
}

/** Weight of what stands around both names alike, next to them first: a side counts when its nearest words agree. */
function contextShared(
  { claim, name }: { claim: readonly Token[]; name: NameRun },
  { sentence, other }: { sentence: readonly Token[]; other: NameRun },
): number {
  const before = sharedBefore(wordsBefore(claim, name), wordsBefore(sentence, other));
  const after = sharedBefore(wordsAfter(claim, name), wordsAfter(sentence, other));
  return before + after;
}

/** Both lists begin with the word next to the name; "and" says nothing without what it joins. */
function sharedBefore(mine: readonly Token[], theirs: readonly Token[]): number {
  const nearest = CONJUNCTIONS.has(mine[0]?.lower ?? '') ? 2 : 1;
  const agree = mine.slice(0, nearest).every((token, at) => {
    const other = theirs[at];
    return other !== undefined && sameToken(token, other);
  });
  return agree && mine.length >= nearest ? align(mine, theirs).found : 0;
}

function wordsBefore(tokens: readonly Token[], { from }: NameRun): Token[] {
  return withoutArticles(tokens.slice(0, from).reverse()).slice(0, WINDOW);
}

function wordsAfter(tokens: readonly Token[], { to }: NameRun): Token[] {
  return withoutArticles(tokens.slice(to)).slice(0, WINDOW);
}

function withoutArticles(tokens: readonly Token[]): Token[] {
  return tokens.filter(({ lower }) => !ARTICLES.has(lower));
}

/** "Ann, Bo and Cy": names with nothing said between them share their place. */
function areListed(sentence: readonly Token[], a: NameRun, b: NameRun): boolean {
  const [first, second] = a.from < b.from ? [a, b] : [b, a];
  return sentence
    .slice(first.to, second.from)
    .every((token) => token.kind !== 'content' || alignWeight(token) < 1);
}
