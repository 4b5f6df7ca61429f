import type { EvidencePack, Passage, RankedSource } from '../../contracts/evidence.js';
import { estimateTokens } from './estimate-tokens.js';

/** What a source costs beside its passages: number, title, address, fences. */
const SOURCE_FRAME = 24;
const PASSAGE_FRAME = 2;
/** Passages shorter than this are not worth cutting down to. */
const LEAST_CUT = 200;

export interface FittedPack {
  /** All sources in their order and with their numbers; those that found no room have no passages. */
  readonly pack: EvidencePack;
  /** Passages that found no room. */
  readonly left_out: number;
}

/**
 * A pack cut to a budget of tokens: the best passage of each source first, then the second ones, and so on.
 * When not even the first fits, it is cut to fit at its end, so that an answer always has something to rest on.
 */
export function fitPack(pack: EvidencePack, tokenBudget: number): FittedPack {
  const kept = pack.sources.map((): Passage[] => []);
  let left = tokenBudget;
  for (const { source, passage, index } of inTurns(pack.sources)) {
    const frame = PASSAGE_FRAME + (kept[index]?.length === 0 ? frameTokens(source) : 0);
    const cost = frame + estimateTokens(passage.text);
    if (cost <= left) {
      kept[index]?.push(passage);
      left -= cost;
    } else if (kept.every((passages) => passages.length === 0)) {
      const cut = cutPassage(passage, left - frame);
      if (cut) {
        kept[index]?.push(cut);
        left = 0;
      }
    }
  }
  const sources = pack.sources.map((source, index) => ({ ...source, passages: kept[index] ?? [] }));
  return { pack: { ...pack, sources }, left_out: count(pack.sources) - count(sources) };
}

function* inTurns(sources: readonly RankedSource[]) {
  const rounds = Math.max(0, ...sources.map(({ passages }) => passages.length));
  for (let round = 0; round < rounds; round++) {
    for (const [index, source] of sources.entries()) {
      const passage = source.passages[round];
      if (passage) yield { source, passage, index };
    }
  }
}

function frameTokens({ source }: RankedSource): number {
  return SOURCE_FRAME + estimateTokens(source.title) + estimateTokens(source.published_at ?? '');
}

/** The longest beginning of a passage, up to a space, that fits; undefined when too little would be left. */
function cutPassage(passage: Passage, budget: number): Passage | undefined {
  let length = passage.text.length;
  while (length >= LEAST_CUT && estimateTokens(passage.text.slice(0, length)) > budget) {
    length = Math.floor(length * 0.9);
  }
  if (length < LEAST_CUT) return undefined;
  const space = passage.text.lastIndexOf(' ', length);
  const end = space > length / 2 ? space : length;
  return { ...passage, text: passage.text.slice(0, end), end: passage.start + end };
}

function count(sources: readonly RankedSource[]): number {
  return sources.reduce((sum, { passages }) => sum + passages.length, 0);
}
