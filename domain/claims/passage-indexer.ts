import { type EvidencePassage, indexPassage } from './evidence-index.js';

/** Passages kept taken apart: the claims of one draft mostly share them. */
const MOST_KEPT = 400;

interface TitledText {
  readonly text: string;
  readonly title: string;
}

/** Takes a passage apart for the place that it has in a list. */
export type PassageIndexer = (passage: TitledText, position: number) => EvidencePassage;

/** An indexer that takes the same passage apart once, whatever its place. */
export function passageIndexer(): PassageIndexer {
  const kept = new Map<TitledText, EvidencePassage>();
  return (passage, position) => {
    const known = kept.get(passage) ?? indexPassage(passage.text, position, passage.title);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(passage, known);
    const sentences = known.sentences.map((sentence) => ({ ...sentence, passage: position }));
    return { ...known, sentences };
  };
}
