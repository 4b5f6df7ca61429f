import type { EvidencePack } from '../../contracts/evidence.js';
import { type EvidencePassage, indexPassage } from './evidence-index.js';

export interface PackPassage {
  /** Number of its source, as cited. */
  readonly source: number;
  readonly text: string;
  readonly title: string;
}

/** All passages of a pack as one list: source by source, each source's in their order. */
export function packPassages({ sources }: EvidencePack): PackPassage[] {
  return sources.flatMap(({ source, passages }, index) =>
    passages.map(({ text }) => ({ source: index + 1, text, title: source.title })),
  );
}

/** The same list taken apart for checking. */
export function indexPack(pack: EvidencePack): EvidencePassage[] {
  return packPassages(pack).map(({ text, title }, index) => indexPassage(text, index, title));
}
