import type { EvidenceDocument, Passage } from '../../contracts/evidence.js';

export interface Chunking {
  readonly words: number;
  /** Words that a chunk shares with the one before it; fewer than `words`. */
  readonly overlap: number;
}

/** Scripts without spaces have no words to count; so many characters stand for one there. */
const LONGEST_WORD = 40;

/**
 * Cuts a document into chunks of so many words, each beginning with the last words of the one before, in order, never
 * across a page. `text` is exactly `document.text.slice(start, end)`.
 */
export function chunkWords(document: EvidenceDocument, { words, overlap }: Chunking): Passage[] {
  const whole = { number: null, start: 0, end: document.text.length };
  const ranges = document.pages?.length ? document.pages : [whole];
  return ranges.flatMap(({ number, start, end }) => {
    const found = wordsOf(document.text.slice(start, end), start);
    return windowsOf(found.length, words, words - overlap).flatMap(([first, after]) => {
      const [from, to] = [found[first]?.start, found[after - 1]?.end];
      if (from === undefined || to === undefined) return [];
      return [{ text: document.text.slice(from, to), start: from, end: to, page: number }];
    });
  });
}

function wordsOf(text: string, offset: number) {
  const pattern = new RegExp(`\\S{1,${LONGEST_WORD}}`, 'gu');
  return [...text.matchAll(pattern)].map(({ index, 0: word }) => ({
    start: offset + index,
    end: offset + index + word.length,
  }));
}

/** First word of each window and the first after it; the last window ends with the last word. */
function windowsOf(count: number, size: number, step: number): [number, number][] {
  const windows: [number, number][] = [];
  for (let first = 0; first < count; first += step) {
    windows.push([first, Math.min(count, first + size)]);
    if (first + size >= count) break;
  }
  return windows;
}
