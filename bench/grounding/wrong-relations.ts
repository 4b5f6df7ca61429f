import { nearestPassages } from '../../domain/claims/nearest-passages.js';
import { isStopWord } from '../../domain/text/words.js';
import { sampleSentences } from './altered-sentences.js';
import type { EvidenceText } from './claim-checker.js';
import type { Altered } from './measure-altered.js';

/** A name that the evidence holds stands where another belongs; the evidence is the page and its neighbours. */
export const RELATION_CHANGES = [
  'relation: name of the same page',
  'relation: name of a neighbouring page',
  'relation: subject of a neighbouring page',
] as const;
export type RelationChange = (typeof RELATION_CHANGES)[number];

/** Pages that share most of its words, as a search would bring them beside a page. */
const NEIGHBOURS = 4;
const FEWEST_WORDS = 5;
/** Two capitalised words at least, with initials and small words between them. */
const ENTITY =
  /(?<![\p{L}\p{N}.])\p{Lu}[\p{L}'’-]+(?: (?:\p{Lu}\. |(?:of|the|de|von|van) )*\p{Lu}[\p{L}'’-]+)+(?![\p{L}\p{N}])/gu;
const FACT = new RegExp(`${ENTITY.source}|\\d[\\d.,]*\\d`, 'gu');
/** A clause of its own: it says something, and hangs on no other. */
const VERB = /(?<=\p{L} )(?:is|are|was|were|has|had|have|can|will|\p{Ll}{2,}ed)(?= )/u;
const HANGS =
  /^(?:after|although|as|at|because|before|by|during|for|from|if|in|of|on|since|though|to|under|until|when|while|with|without) /i;
const CLAUSE_END = /[,;:(]| (?:and|who|which|that|where|while|when|but|as) /;

/** Sentences with a name in a wrong place, cut to the clause around it where that is long enough. */
export function relationSwaps(
  change: RelationChange,
  { pages, random, most }: { pages: readonly EvidenceText[]; random: () => number; most: number },
): Altered[] {
  const neighbours = neighbourhoods(pages);
  const altered: Altered[] = [];
  for (const { sentence, page } of sampleSentences(pages, random)) {
    if (altered.length === most) break;
    const evidence = [page, ...(neighbours.get(page) ?? [])];
    const swap =
      change === 'relation: subject of a neighbouring page'
        ? subjectSwap(sentence, evidence, random)
        : nameSwap(sentence, change, { evidence, random });
    if (swap !== undefined) altered.push({ ...swap, evidence });
  }
  return altered;
}

/** For each page those that share most of its words, the nearest first. */
function neighbourhoods(
  pages: readonly EvidenceText[],
): ReadonlyMap<EvidenceText, readonly EvidenceText[]> {
  const texts = pages.map(({ title, text }) => `${title} ${text}`);
  const nearest = nearestPassages(texts, texts, NEIGHBOURS + 1);
  return new Map(
    pages.map((page, index) => [
      page,
      (nearest[index] ?? []).flatMap((at) => pages[at] ?? []).filter((other) => other !== page),
    ]),
  );
}

/** Another full name in place of one of the sentence. */
function nameSwap(
  sentence: string,
  change: RelationChange,
  { evidence, random }: { evidence: readonly EvidenceText[]; random: () => number },
): Pick<Altered, 'sentence' | 'claim'> | undefined {
  const [own, ...neighbours] = evidence;
  const name = pick(entitiesOf(sentence), random);
  const from = change === 'relation: name of the same page' ? [own] : neighbours;
  const others = from.flatMap((page) => entitiesOf(page?.text ?? ''));
  const other = pick(
    others.filter(({ text }) => name && !sharesWord(text, name.text) && !sentence.includes(text)),
    random,
  );
  if (name === undefined || other === undefined) return undefined;
  const end = clauseEnd(sentence, name.start + name.text.length);
  const kept = sentence.slice(0, end);
  const claim = kept.slice(0, name.start) + other.text + kept.slice(name.start + name.text.length);
  return { sentence: full(kept), claim: full(claim) };
}

/** What a page says of its subject, said of the subject of a neighbour whose page does not hold it. */
function subjectSwap(
  sentence: string,
  [own, ...neighbours]: readonly EvidenceText[],
  random: () => number,
): Pick<Altered, 'sentence' | 'claim'> | undefined {
  const subject = own ? subjectOf(own) : '';
  if (subject === '' || !sentence.startsWith(subject)) return undefined;
  const facts = [...sentence.matchAll(FACT)].filter(({ index }) => index >= subject.length);
  const fact = pick(facts, random);
  const other = pick(
    neighbours.filter(
      (page) =>
        fact &&
        subjectOf(page) !== '' &&
        !sharesWord(subjectOf(page), subject) &&
        !`${page.title} ${page.text}`.includes(fact[0]),
    ),
    random,
  );
  if (fact === undefined || other === undefined) return undefined;
  const kept = sentence.slice(0, clauseEnd(sentence, fact.index + fact[0].length));
  return { sentence: full(kept), claim: full(subjectOf(other) + kept.slice(subject.length)) };
}

/** The title without what tells it from others of the name, where it is a name at all; else ''. */
function subjectOf({ title, text }: EvidenceText): string {
  const subject = title.replace(/ \(.*\)$/, '');
  if (subject.includes(' ')) return subject.match(ENTITY)?.[0] === subject ? subject : '';
  const inside = new RegExp(`(?<=[\\p{Ll},] )${subject.replace(/\P{L}/gu, '.')}(?!\\p{L})`, 'u');
  return /^\p{Lu}/u.test(subject) && inside.test(text) ? subject : '';
}

function entitiesOf(text: string): { text: string; start: number }[] {
  return [...text.matchAll(ENTITY)]
    .map((match) => ({ text: match[0], start: match.index }))
    .filter((entity) => !isStopWord((entity.text.split(' ')[0] ?? '').toLowerCase()));
}

function sharesWord(one: string, other: string): boolean {
  const words = new Set(one.toLowerCase().split(' '));
  return other
    .toLowerCase()
    .split(' ')
    .some((word) => words.has(word) && !isStopWord(word));
}

/** The end of the clause that holds this position, if a clause of enough words ends there; else of the sentence. */
function clauseEnd(sentence: string, from: number): number {
  const at = sentence.slice(from).search(CLAUSE_END);
  const end = at === -1 ? sentence.length : from + at;
  const clause = sentence.slice(0, end);
  const stands = VERB.test(clause) && !HANGS.test(clause);
  return stands && clause.split(' ').length >= FEWEST_WORDS ? end : sentence.length;
}

function full(clause: string): string {
  return /[.!?]["”']?$/.test(clause) ? clause : `${clause}.`;
}

function pick<T>(items: readonly T[], random: () => number): T | undefined {
  return items[Math.floor(random() * items.length)];
}
