import type { EvidenceDocument } from '../../contracts/evidence.js';
import type { SubQuery } from '../../contracts/search.js';
import { contentStems, isStopWord, stem } from '../text/words.js';
import { type Bm25, bm25 } from './bm25.js';
import { bridgeNames, type Mention } from './bridge-names.js';
import { cutQuery } from './cut-query.js';
import { pageSubject } from './page-subject.js';
import { queryTerms } from './query-terms.js';
import { shareOf } from './question-match.js';

/** Documents that are looked through for names, best first … */
const MOST_SEEDS = 5;
/** … as far as this, and no further than this into each: what leads on stands near the top. */
const MOST_CHARACTERS = 4_000;
/** Names taken from one document in a round, so that a page of many names leaves room for the others. */
const NAMES_PER_SEED = 3;
/** Words of the question that go into a query beside the name. */
const OPEN_WORDS = 5;

export interface Bridging {
  readonly question: string;
  /** All sub-queries searched so far. */
  readonly asked: readonly SubQuery[];
  readonly documents: readonly EvidenceDocument[];
  /** Most queries wanted. */
  readonly limit: number;
}

interface Seed {
  readonly title: string;
  readonly text: string;
  /** 0 to 1: how well it answers to the question, against the best document. */
  readonly trust: number;
}

interface Lead {
  readonly name: string;
  readonly key: string;
  readonly seed: Seed;
  readonly score: number;
}

/**
 * Queries for what the pages name and nobody has asked about yet: a name from a page that answers to part of the
 * question, with the part of the question that the page leaves open. The page about the film names its director; the
 * next query is the director and "spouse". Best lead first; empty when nothing leads on.
 */
export function bridgeQueries({ question, asked, documents, limit }: Bridging): SubQuery[] {
  const texts = documents.map(
    ({ title, text }) => `${pageSubject(title)}\n\n${text.slice(0, MOST_CHARACTERS)}`,
  );
  const index = bm25(texts.map(contentStems));
  const known = new Set([question, ...asked.map(({ query }) => query)].flatMap(contentStems));
  const leads = seedsOf(question, documents, { texts, index }).flatMap((seed) =>
    leadsOf(seed, { question, known, index }).slice(0, NAMES_PER_SEED),
  );
  return bestOfEach(leads)
    .slice(0, limit)
    .map(({ name, seed }, at) => ({
      query: cutQuery(`${name} ${openPart(question, seed.text)}`),
      intent: 'hop',
      priority: at + 2,
    }));
}

function seedsOf(
  question: string,
  documents: readonly EvidenceDocument[],
  { texts, index }: { texts: readonly string[]; index: Bm25 },
): Seed[] {
  const terms = queryTerms(question);
  const scored = documents
    .map(({ title }, at) => ({ title, text: texts[at] ?? '', score: index.score(at, terms) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_SEEDS);
  const best = scored[0]?.score ?? 1;
  return scored.map(({ title, text, score }) => ({ title, text, trust: score / best }));
}

/** The names of a page that are new, by how much of the question stands beside them and how rare they are. */
function leadsOf(
  seed: Seed,
  { question, known, index }: { question: string; known: ReadonlySet<string>; index: Bm25 },
): Lead[] {
  const matching = { terms: queryTerms(question), index };
  const title = contentStems(pageSubject(seed.title));
  const scoreOf = ({ sentence, stems }: Mention): number => {
    const beside = shareOf(new Set([...contentStems(sentence), ...title]), matching);
    return seed.trust * beside * Math.max(...stems.map((one) => index.idf(one)));
  };
  const leads = bridgeNames(seed.text)
    .filter(({ stems }) => stems.some((one) => !known.has(one) && !title.includes(one)))
    .map((mention) => ({
      name: mention.name,
      key: mention.stems.join(' '),
      seed,
      score: scoreOf(mention),
    }));
  return bestOfEach(leads);
}

function bestOfEach(leads: readonly Lead[]): Lead[] {
  const best = new Map<string, Lead>();
  for (const lead of leads) {
    if (lead.score > (best.get(lead.key)?.score ?? 0)) best.set(lead.key, lead);
  }
  return [...best.values()].sort((a, b) => b.score - a.score);
}

/** The first telling words of the question that a page does not have, in order and as they are written. */
function openPart(question: string, text: string): string {
  const known = new Set(contentStems(text));
  const all = question.match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [];
  const open = all.filter((word) => {
    const lower = word.toLowerCase();
    return word.length > 1 && !isStopWord(lower) && !known.has(stem(lower));
  });
  return [...new Set(open)].slice(0, OPEN_WORDS).join(' ');
}
