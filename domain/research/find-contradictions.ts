import type { EvidencePack } from '../../contracts/evidence.js';
import type { Contradiction } from '../../contracts/research.js';
import { checkAgainst } from '../claims/check-claim.js';
import { indexPack, packPassages } from '../claims/pack-passages.js';
import { findNames } from '../search/find-names.js';

/** Most contradictions that are told. */
const MOST = 8;
/** Share of a sentence's words that the other source must cover before the two speak of the same matter. */
const SAME_MATTER = 0.7;

/** A sentence that a source bears out, with the words of that source. */
export interface BorneSentence {
  readonly text: string;
  /** Number of the source in the pack. */
  readonly source: number;
  readonly quote: string;
  /** What it is told under. */
  readonly topic: string;
}

/**
 * Sentences of one source that another source contradicts: another number, date or unit, an opposite word or a
 * negation. All names of the sentence must stand in the other source too, so that two subjects are not set against
 * each other. Each pair of sources once for a topic.
 */
export function findContradictions(
  sentences: readonly BorneSentence[],
  pack: EvidencePack,
): Contradiction[] {
  const passages = packPassages(pack);
  const indexed = indexPack(pack);
  const found = new Map<string, Contradiction>();
  for (const { text, source, quote, topic } of sentences) {
    const only = new Set(
      passages.flatMap((passage, at) => (passage.source === source ? [] : [at])),
    );
    const checked = checkAgainst(text, { passages: indexed, meaning: undefined, only });
    const other = checked.passage === null ? undefined : passages[checked.passage];
    if (checked.verdict !== 'contradicted' || other === undefined || checked.quote === null)
      continue;
    if (checked.covered < SAME_MATTER || !sharesNames(text, `${other.title} ${other.text}`))
      continue;
    const key = [topic, ...[source, other.source].sort()].join(' ');
    if (found.has(key)) continue;
    found.set(key, {
      topic,
      first: { source_id: String(source), quote },
      second: { source_id: String(other.source), quote: checked.quote },
    });
    if (found.size >= MOST) break;
  }
  return [...found.values()];
}

function sharesNames(sentence: string, other: string): boolean {
  const names = findNames(sentence).filter((name) => !/\d/.test(name));
  return names.length > 0 && names.every((name) => other.includes(name));
}
