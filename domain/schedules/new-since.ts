import type { NewSinceLastRun } from '../../contracts/schedules.js';
import { checkAgainst } from '../claims/check-claim.js';
import { nearestPassages } from '../claims/nearest-passages.js';
import { passageIndexer } from '../claims/passage-indexer.js';
import { compareSources, type FoundSource } from './compare-sources.js';

/** What a run found, as needed to compare it with another. */
export interface Findings {
  readonly sources: readonly FoundSource[];
  /** The sentences of its answer that say something, without markers. */
  readonly sentences: readonly string[];
}

/** Earlier sentences that each sentence is compared with. */
const NEAREST = 10;

/**
 * What is new in a run, what has changed and what is gone. A sentence is known when the other run's sentences bear it,
 * by the same rules by which sources bear claims: so other words for the same are nothing new, another number is.
 */
export function newSince(before: Findings, now: Findings): Omit<NewSinceLastRun, 'compared_with'> {
  const added = compareSentences(now.sentences, before.sentences);
  const lost = compareSentences(before.sentences, now.sentences);
  return {
    ...compareSources(before.sources, now.sources),
    new_sentences: added.unknown,
    changed_sentences: added.contradicted,
    gone_sentences: lost.unknown,
  };
}

function compareSentences(sentences: readonly string[], others: readonly string[]) {
  const index = passageIndexer();
  const texts = others.map((text) => ({ text, title: '' }));
  const nearest = nearestPassages(sentences, others, NEAREST);
  const unknown: string[] = [];
  const contradicted: { before: string; now: string }[] = [];
  for (const [at, now] of sentences.entries()) {
    const near = (nearest[at] ?? []).flatMap((other) => texts[other] ?? []);
    if (near.some(({ text }) => text === now)) continue;
    const passages = near.map((passage, place) => index(passage, place));
    const { verdict, passage } = checkAgainst(now, { passages, meaning: undefined });
    if (verdict === 'unsupported') unknown.push(now);
    if (verdict === 'contradicted')
      contradicted.push({ before: near[passage ?? 0]?.text ?? '', now });
  }
  return { unknown, contradicted };
}
