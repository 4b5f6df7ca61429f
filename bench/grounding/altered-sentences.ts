import { splitSentences } from '../../domain/text/sentences.js';

/** What is changed in a sentence; names are taken from another page or from the same one. */
export const CHANGES = [
  'number',
  'number word',
  'name of another page',
  'name of the same page',
  'negation put in',
  'negation taken out',
] as const;
export type Change = (typeof CHANGES)[number];

interface PageText {
  readonly title: string;
  readonly text: string;
}

interface Surroundings {
  readonly page: PageText;
  readonly pages: readonly PageText[];
  readonly random: () => number;
}

const FEWEST_WORDS = 6;
const NUMBER = /(?<![\p{L}\p{N}.,])\d+(?:,\d{3})*(?:\.\d+)?(?![\p{L}\p{N}]|[.,]\d)/gu;
const NUMBER_WORDS = [
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'twelve',
];
const NUMBER_WORD = new RegExp(`(?<![\\p{L}-])(?:${NUMBER_WORDS.join('|')})(?![\\p{L}-])`, 'gu');
const NAME = /(?<=[\p{Ll},] )\p{Lu}\p{Ll}{2,}(?: \p{Lu}\p{Ll}{2,}){0,2}(?![\p{L}\p{N}])/gu;
const AUXILIARY =
  /(?<=\p{L} )(?:is|are|was|were|has been|have been|had been|can|could|will|would|may|must)(?= \p{L})(?! not| never)/gu;
const NEGATION =
  /\b(?:not|never) (?!only|just|to\b)|(?<=\b(?:is|are|was|were|did|does|do|has|had|could|would))n't\b/gu;

/** All sentences of the pages that are long enough to be altered, in random order. */
export function sampleSentences(
  pages: readonly PageText[],
  random: () => number,
): { sentence: string; page: PageText }[] {
  const all = pages.flatMap((page) =>
    splitSentences(page.text)
      .filter(({ text }) => text.endsWith('.') && text.split(' ').length >= FEWEST_WORDS)
      .map(({ text }) => ({ sentence: text, page, order: random() })),
  );
  return all.sort((a, b) => a.order - b.order);
}

/** The sentence with one thing changed; undefined when it has nothing of the kind. */
export function alterSentence(
  sentence: string,
  change: Change,
  { page, pages, random }: Surroundings,
): string | undefined {
  switch (change) {
    case 'number':
      return replaceOne(sentence, NUMBER, random, (number) => otherNumber(number, random));
    case 'number word':
      return replaceOne(sentence, NUMBER_WORD, random, (word) =>
        pick(
          NUMBER_WORDS.filter((other) => other !== word),
          random,
        ),
      );
    case 'name of another page':
      return replaceOne(sentence, NAME, random, (name) =>
        otherName(name, pick(pages, random)?.text ?? '', random),
      );
    case 'name of the same page':
      return replaceOne(sentence, NAME, random, (name) => otherName(name, page.text, random));
    case 'negation put in':
      return replaceOne(sentence, AUXILIARY, random, (word) => `${word} not`);
    case 'negation taken out':
      return replaceOne(sentence, NEGATION, random, () => '');
  }
}

function replaceOne(
  sentence: string,
  pattern: RegExp,
  random: () => number,
  replace: (found: string) => string | undefined,
): string | undefined {
  const match = pick([...sentence.matchAll(pattern)], random);
  if (!match) return undefined;
  const other = replace(match[0]);
  if (other === undefined || other === match[0]) return undefined;
  return sentence.slice(0, match.index) + other + sentence.slice(match.index + match[0].length);
}

/** A number of the same form: years move by up to 30, others by up to half, at least by one step. */
function otherNumber(number: string, random: () => number): string {
  const value = Number(number.replaceAll(',', ''));
  const decimals = number.split('.')[1]?.length ?? 0;
  const isYear = /^[12]\d{3}$/.test(number);
  const most = isYear ? 30 : Math.max(2, value / 2);
  const step = 10 ** -decimals * Math.max(1, Math.ceil((random() * most) / 10 ** -decimals));
  const other = random() < 0.5 && value - step > 0 ? value - step : value + step;
  const written = other.toFixed(decimals);
  return number.includes(',') ? written.replace(/\B(?=(?:\d{3})+(?!\d))/g, ',') : written;
}

function otherName(name: string, text: string, random: () => number): string | undefined {
  const names = [...text.matchAll(NAME)].map(([other]) => other);
  return pick(
    names.filter((other) => !name.includes(other) && !other.includes(name)),
    random,
  );
}

function pick<T>(items: readonly T[], random: () => number): T | undefined {
  return items[Math.floor(random() * items.length)];
}
