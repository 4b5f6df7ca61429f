import { findMarkers } from '../claims/markers.js';
import { type Splice, splice } from '../claims/splice.js';

/** New numbers of the sources that texts cite: the order of the old ones, without gaps. */
export function newNumbers(texts: readonly string[]): ReadonlyMap<number, number> {
  const cited = new Set(
    texts.flatMap((text) => findMarkers(text).flatMap(({ numbers }) => numbers)),
  );
  return new Map([...cited].sort((a, b) => a - b).map((number, at) => [number, at + 1]));
}

/** The same in the order in which texts name them, so that the numbers of a part stay when more is written after it. */
export function numbersAsNamed(texts: readonly string[]): ReadonlyMap<number, number> {
  const named = new Set(
    texts.flatMap((text) =>
      findMarkers(text).flatMap(({ start, end, numbers }) =>
        numbers.length > 0 ? numbers : (text.slice(start, end).match(/\d+/g) ?? []).map(Number),
      ),
    ),
  );
  return new Map([...named].map((number, at) => [number, at + 1]));
}

/** A text with the numbers of its markers changed, also in the notes about what contradicts a sentence. */
export function renumber(text: string, numbers: ReadonlyMap<number, number>): string {
  const splices = findMarkers(text).flatMap(({ start, end, numbers: old }): Splice[] => {
    if (old.length === 0) return [];
    const fresh = old.flatMap((number) => numbers.get(number) ?? []);
    return [{ start, end, text: fresh.map((number) => `[${number}]`).join('') }];
  });
  return splice(text, splices).replace(/\[contradicted by (\d{1,3})\]/g, (note, number: string) => {
    const fresh = numbers.get(Number(number));
    return fresh === undefined
      ? '[contradicted by another source]'
      : note.replace(number, String(fresh));
  });
}
