import type { DocumentPage, PageBlock } from '../../contracts/document-parsing.js';
import { estimateTokens } from '../answers/estimate-tokens.js';
import { splitSentences } from '../text/sentences.js';

/** What chunks are gathered from: a block of a page, or a sentence of one that is too long. */
export interface ChunkUnit {
  readonly start: number;
  /** First character after the unit. */
  readonly end: number;
  readonly tokens: number;
  readonly heading: boolean;
  readonly cells: string | undefined;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** The units of a page in order; none has more tokens than the limit. */
export function chunkUnits({ text, blocks }: DocumentPage, mostTokens: number): ChunkUnit[] {
  return blocks.flatMap((block) =>
    rangesOf(text, block, mostTokens).map(({ start, end }) => ({
      start,
      end,
      tokens: estimateTokens(text.slice(start, end)),
      heading: block.kind === 'heading',
      cells: block.cells,
    })),
  );
}

function rangesOf(text: string, block: PageBlock, mostTokens: number): Range[] {
  if (estimateTokens(text.slice(block.start, block.end)) <= mostTokens) return [block];
  const sentences = block.kind === 'paragraph' || block.kind === 'list-item';
  const pieces = sentences ? sentenceRanges(text, block) : lineRanges(text, block);
  return pieces.flatMap((piece) => cutRange(text, piece, mostTokens));
}

/** The block from sentence to sentence, so that signs which belong to no sentence are kept too. */
function sentenceRanges(text: string, { start, end }: Range): Range[] {
  const ends = splitSentences(text.slice(start, end)).map((sentence) => start + sentence.end);
  return between(text, start, [...ends.slice(0, -1), end]);
}

function lineRanges(text: string, { start, end }: Range): Range[] {
  const ends = [...text.slice(start, end).matchAll(/\n/g)].map(({ index }) => start + index);
  return between(text, start, [...ends, end]);
}

function between(text: string, start: number, ends: readonly number[]): Range[] {
  let from = start;
  return ends.flatMap((end) => {
    const range = trimmed(text, from, end);
    from = Math.max(from, end);
    return range;
  });
}

function trimmed(text: string, start: number, end: number): Range[] {
  const raw = text.slice(start, end);
  const first = start + raw.length - raw.trimStart().length;
  const last = start + raw.trimEnd().length;
  return last > first ? [{ start: first, end: last }] : [];
}

/** Halves what is still too long at the space nearest to its middle, or in the middle where there is none. */
function cutRange(text: string, range: Range, mostTokens: number): Range[] {
  const { start, end } = range;
  if (end - start < 2 || estimateTokens(text.slice(start, end)) <= mostTokens) return [range];
  const at = middleOf(text, start, end);
  return [...trimmed(text, start, at), ...trimmed(text, at, end)].flatMap((half) =>
    cutRange(text, half, mostTokens),
  );
}

function middleOf(text: string, start: number, end: number): number {
  const middle = Math.floor((start + end) / 2);
  const reach = Math.floor((end - start) / 4);
  for (let distance = 0; distance <= reach; distance++) {
    if (/\s/.test(text.charAt(middle - distance))) return middle - distance;
    if (/\s/.test(text.charAt(middle + distance))) return middle + distance;
  }
  // Never between the halves of one character.
  return /[\uDC00-\uDFFF]/.test(text.charAt(middle)) ? middle + 1 : middle;
}
