import { findDates } from './find-dates.js';
import { findNumberWords } from './number-words.js';
import { NO_QUANTITY, type Quantity } from './quantity.js';
import { currencyOf, SCALES, unitOf } from './units.js';

const LITERAL = /(?<![\p{L}\p{N}.])(?:\d{1,2}:\d{2}(?::\d{2})?|\d+(?:\.\d+){2,})(?![\p{L}\p{N}])/gu;
const NUMBER =
  /(?<![\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{N}]|\d[.,])((?<=^|[\s(])[-−](?=\d))?(?:(US\$|A\$|C\$|[$€£¥₹]|USD|EUR|GBP)\s?)?(\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?!\d)|\d+(?:,\d{1,2}(?=\s?(?:%|€|percent\b|[mb]illion\b)))?)(\.\d+)?/gu;
const SCALE = /^[\s-]?(thousand|million|billion|trillion|lakh|crore|bn|mn|tn|k)(?![\p{L}\p{N}])/iu;
const MONEY_SCALE = /^\s?([kmbt])(?![\p{L}\p{N}])/iu;
/** A letter right behind makes it a word: 3D, 4x4. */
const LETTER = /[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}]/u;
const ORDINAL = /^(?:st|nd|rd|th)(?![\p{L}\p{N}])/iu;
const DECADE = /^['’]?s(?![\p{L}\p{N}])/u;
const UNIT =
  /^[\s-]?(%|‰|°\s?[CF]|per\s?cent(?:age\spoints?)?|percent(?:age\spoints?)?|square\s\p{L}+|[€£]|\p{L}+[²³]?)/iu;
const HEDGES: readonly [Quantity['hedge'], RegExp][] = [
  ['about', /(?:about|around|approximately|roughly|some|circa|ca\.|c\.|estimated|~|≈)\s*$/iu],
  ['over', /(?:over|more than|at least|above|exceeding|exceeds|upwards of|>)\s*$/iu],
  ['under', /(?:nearly|almost|under|less than|fewer than|up to|at most|below|close to|<)\s*$/iu],
];

/** Every number, amount, rank and date of a text in order, none inside another. */
export function findQuantities(text: string): Quantity[] {
  const found = [
    ...findDates(text),
    ...findLiterals(text),
    ...findDigits(text),
    ...findNumberWords(text),
  ];
  found.sort((a, b) => a.start - b.start);
  const kept: Quantity[] = [];
  for (const quantity of found) {
    const last = kept.at(-1);
    if (last && quantity.start < last.end) continue;
    kept.push({ ...quantity, hedge: hedgeBefore(text, quantity.start) });
  }
  return kept;
}

function findLiterals(text: string): Quantity[] {
  return [...text.matchAll(LITERAL)].map((match) => ({
    ...NO_QUANTITY,
    kind: 'literal',
    literal: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function findDigits(text: string): Quantity[] {
  return [...text.matchAll(NUMBER)]
    .map((match) => readNumber(text, match))
    .filter(({ end }) => !LETTER.test(text.charAt(end)));
}

function readNumber(text: string, match: RegExpMatchArray): Quantity {
  const [whole, sign = '', currency = '', integer = '', fraction = ''] = match;
  const start = match.index ?? 0;
  let end = start + whole.length;
  const rest = text.slice(end, end + 40);
  const decimalComma = /^\d+,\d{1,2}$/.test(integer);
  const digits = decimalComma ? integer.replace(',', '.') : integer.replace(/[,\u00a0\u202f]/g, '');
  const plain = Number(digits + fraction) * (sign ? -1 : 1);
  const decimals = decimalComma ? digits.length - digits.indexOf('.') - 1 : fraction.length - 1;

  const suffix = ORDINAL.exec(rest) ?? DECADE.exec(rest);
  if (suffix && !fraction) {
    const ordinal = ORDINAL.test(rest);
    end += suffix[0].length;
    return {
      ...NO_QUANTITY,
      start,
      end,
      value: plain,
      kind: ordinal ? 'ordinal' : 'number',
      unit: ordinal ? '' : 'decade',
    };
  }
  const scale = SCALE.exec(rest) ?? (currency ? MONEY_SCALE.exec(rest) : null);
  const factor = SCALES.get(scale?.[1]?.toLowerCase() ?? '') ?? 1;
  end += scale?.[0].length ?? 0;
  const unit = unitAfter(text.slice(end, end + 40));
  const money = currencyOf(currency);
  return {
    ...NO_QUANTITY,
    start,
    end: end + (unit.name && !money ? unit.length : 0),
    value: plain * factor,
    step: (decimals > 0 ? 10 ** -decimals : 1) * factor,
    unit: money || unit.name,
  };
}

function unitAfter(rest: string): { name: string; length: number } {
  const match = UNIT.exec(rest);
  const name = match ? unitOf(match[1] ?? '') : '';
  return { name, length: match?.[0].length ?? 0 };
}

function hedgeBefore(text: string, start: number): Quantity['hedge'] {
  const before = text.slice(Math.max(0, start - 16), start);
  return HEDGES.find(([, pattern]) => pattern.test(before))?.[0] ?? 'none';
}
