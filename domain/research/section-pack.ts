import type { EvidencePack, Passage } from '../../contracts/evidence.js';
import { bm25 } from '../search/bm25.js';
import { queryTerms } from '../search/query-terms.js';
import { contentStems } from '../text/words.js';

/** Passages of a section: some 1,300 words, so that models of 8,000 tokens have room for them and their reply. */
const PASSAGES = 10;

/**
 * The evidence of one section: the passages of the whole pack that fit it best by keywords. Sources keep their
 * numbers; those without a passage for this section have none.
 */
export function sectionPack(pack: EvidencePack, query: string): EvidencePack {
  const all = pack.sources.flatMap(({ source, passages }, at) =>
    passages.map((passage) => ({ at, passage, title: source.title })),
  );
  const index = bm25(
    all.map(({ passage, title }) => [...contentStems(title), ...contentStems(passage.text)]),
  );
  const terms = queryTerms(query);
  const best = all
    .map((one, at) => ({ ...one, score: index.score(at, terms) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, PASSAGES);
  const kept = new Map<number, Passage[]>();
  for (const { at, passage } of best) kept.set(at, [...(kept.get(at) ?? []), passage]);
  return {
    ...pack,
    question: query,
    sources: pack.sources.map((one, at) => ({ ...one, passages: kept.get(at) ?? [] })),
  };
}
