import type { EvidencePack } from '../../contracts/evidence.js';
import type { Citation } from '../../contracts/search.js';
import { splitSentences } from '../text/sentences.js';
import type { Cite, CitedClaim } from './cite-claim.js';
import { findMarkers } from './markers.js';

/**
 * For each marker of a checked answer, in order, the source and the passage it rests on; the same marker
 * with the same passage once. A marker outside all claims rests on the first sentence of its best passage.
 */
export function citationsOf({
  answer,
  cited,
  pack,
}: {
  answer: string;
  cited: readonly CitedClaim[];
  pack: EvidencePack;
}): Citation[] {
  const inAnswer = new Set(findMarkers(answer).flatMap(({ numbers }) => numbers));
  const inClaims = cited.flatMap(({ cites }) => cites);
  const elsewhere = [...inAnswer]
    .filter((number) => !inClaims.some(({ source }) => source === number))
    .map((source) => ({ source, quote: firstSentence(pack, source) }));

  const citations = new Map<string, Citation>();
  for (const cite of [...inClaims, ...elsewhere]) addCitation(citations, cite, pack);
  return [...citations.values()];
}

function addCitation(
  citations: Map<string, Citation>,
  { source, quote }: Cite,
  pack: EvidencePack,
): void {
  const cited = pack.sources[source - 1]?.source;
  if (!cited || quote === '') return;
  const key = `${source} ${quote}`;
  if (!citations.has(key)) {
    citations.set(key, { marker: source, url: cited.url, title: cited.title, quote });
  }
}

function firstSentence(pack: EvidencePack, source: number): string {
  const text = pack.sources[source - 1]?.passages[0]?.text ?? '';
  return splitSentences(text)[0]?.text ?? text;
}
