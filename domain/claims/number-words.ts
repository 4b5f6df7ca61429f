import { NO_QUANTITY, type Quantity } from './quantity.js';

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const RANKS =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'.split(
    ' ',
  );
const CARDINALS: ReadonlyMap<string, number> = new Map([
  ...ONES.map((word, index): [string, number] => [word, index]),
  ...TENS.map((word, index): [string, number] => [word, (index + 2) * 10]),
]);
const MULTIPLIERS: ReadonlyMap<string, number> = new Map([
  ['dozen', 12],
  ['hundred', 100],
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
]);

const CARDINAL = [...CARDINALS.keys()].sort((a, b) => b.length - a.length).join('|');
const MULTIPLIER = [...MULTIPLIERS.keys()].join('|');
const NUMBER = new RegExp(
  `\\b(?:a\\s+(?=(?:${MULTIPLIER})\\b)|(?:${CARDINAL})\\b[\\s-]?)(?:(?:and\\s+)?\\b(?:${CARDINAL}|${MULTIPLIER})\\b[\\s-]?)*`,
  'gi',
);
const RANK = new RegExp(
  `\\b(?:(${TENS.join('|')})[\\s-])?(${RANKS.join('|')}|twentieth|thirtieth)\\b`,
  'gi',
);

/** Numbers and ranks written in English words: "twenty-one", "three hundred and five", "a dozen", "fourth". */
export function findNumberWords(text: string): Quantity[] {
  return [
    ...[...text.matchAll(RANK)].map((match) => rank(match)),
    ...[...text.matchAll(NUMBER)].map((match) => cardinal(match)),
  ];
}

function rank(match: RegExpMatchArray): Quantity {
  const [whole, tens = '', last = ''] = match;
  const small = last.toLowerCase();
  const value = small === 'twentieth' ? 20 : small === 'thirtieth' ? 30 : RANKS.indexOf(small) + 1;
  return {
    ...NO_QUANTITY,
    start: match.index ?? 0,
    end: (match.index ?? 0) + whole.length,
    kind: 'ordinal',
    value: value + (CARDINALS.get(tens.toLowerCase()) ?? 0),
    soft: value <= 2 && tens === '',
  };
}

function cardinal(match: RegExpMatchArray): Quantity {
  const written = match[0].replace(/[\s-]+$/, '');
  const value = readWords(written.toLowerCase().split(/[\s-]+/));
  return {
    ...NO_QUANTITY,
    start: match.index ?? 0,
    end: (match.index ?? 0) + written.length,
    value,
    step: Math.max(1, 10 ** (String(value).length - String(value).replace(/0+$/, '').length)),
    soft: value === 1,
  };
}

function readWords(parts: readonly string[]): number {
  let total = 0;
  let group = 0;
  for (const part of parts) {
    const factor = MULTIPLIERS.get(part);
    if (factor === undefined) {
      group += CARDINALS.get(part) ?? 0;
    } else if (factor <= 100) {
      group = Math.max(1, group) * factor;
    } else {
      total += Math.max(1, group) * factor;
      group = 0;
    }
  }
  return total + group;
}
