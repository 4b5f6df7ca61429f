import MiniSearch from 'minisearch';
import { stemmer } from 'stemmer';
import type { HandbookSection } from './handbook-sections.js';

/** Least share of what a question asks about, weighed by rarity, that a section has to speak of. */
const LEAST_COVERAGE = 0.5;

/** Words that ask or glue and name no subject. */
const STOP_WORDS = new Set(
  `a about after all also am an and any are as at be been being but by can cannot could did do does each else first for from
  get had has have how i if in into is it its just last let may me might my no not of on only or our out over own please
  shall should so some such tell than that the their them then there these they this those to under up us use very was
  we were what when where which while who whom whose why will with without would you your`.split(
    /\s+/,
  ),
);

export interface HandbookIndex {
  /** Sections that treat the question, best first. */
  find(question: string): HandbookSection[];
}

/** BM25+ over the sections, headings weighing most, with English stems. */
export function createHandbookIndex(sections: readonly HandbookSection[]): HandbookIndex {
  const index = new MiniSearch<HandbookSection>({
    idField: 'url',
    fields: ['heading', 'page', 'text'],
    processTerm: stemOf,
    tokenize: (text) => text.match(/[\p{L}\p{N}]+/gu) ?? [],
    searchOptions: { boost: { heading: 3 }, prefix: false, fuzzy: false },
  });
  index.addAll(sections);
  const byUrl = new Map(sections.map((section) => [section.url, section]));

  return {
    find(question) {
      const results = index.search(question);
      const asked = stemsOf(question);
      const weights = new Map(asked.map((stem) => [stem, rarity(stem)]));
      const whole = sum(weights.values());
      return results.flatMap(({ id, match }) => {
        const section = byUrl.get(String(id));
        const covered = sum(
          asked.filter((stem) => Object.hasOwn(match, stem)).map((stem) => weights.get(stem) ?? 0),
        );
        return section !== undefined && covered >= LEAST_COVERAGE * whole ? [section] : [];
      });

      function rarity(stem: string): number {
        const found = results.filter(({ match }) => Object.hasOwn(match, stem)).length;
        return Math.log(1 + (sections.length - found + 0.5) / (found + 0.5));
      }
    },
  };
}

function stemsOf(text: string): string[] {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.map(stemOf).filter((stem) => stem !== null))];
}

function stemOf(word: string): string | null {
  const lower = word.toLowerCase();
  if (STOP_WORDS.has(lower)) return null;
  return /^[a-z]+$/.test(lower) ? stemmer(lower) : lower;
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
