import { resolveBrackets } from './bidi-brackets.js';
import { type BidiClass, bidiClass } from './bidi-class.js';

export interface BidiText {
  /** The characters of the text, by code point. */
  readonly characters: readonly string[];
  /** Embedding level of each: odd ones run from right to left. */
  readonly levels: readonly number[];
  /** 1 where the text as a whole runs from right to left, else 0. */
  readonly base: 0 | 1;
}

/**
 * Directions of a paragraph by the Unicode Bidirectional Algorithm (UAX #9): rules P2-P3, W1-W7, N0-N2 and I1-I2.
 * The text must be without direction marks.
 */
export function bidiLevels(text: string): BidiText {
  const characters = [...text];
  const classes = characters.map(bidiClass);
  const first = classes.find((one) => one === 'L' || one === 'R' || one === 'AL');
  const base = first === 'R' || first === 'AL' ? 1 : 0;
  if (base === 0 && !classes.some((one) => one === 'R' || one === 'AL' || one === 'AN'))
    return { characters, levels: classes.map(() => 0), base };
  resolveWeak(classes, base);
  resolveBrackets(classes, characters, base);
  resolveNeutral(classes, base);
  return { characters, levels: classes.map((one) => levelOf(one, base)), base };
}

/** W1-W7: numbers and their signs take the direction of what stands before them. */
function resolveWeak(classes: BidiClass[], base: 0 | 1): void {
  let strong: BidiClass = base === 1 ? 'R' : 'L';
  let before: BidiClass = strong;
  for (const [index, original] of classes.entries()) {
    let one = original;
    if (one === 'NSM' || one === 'BN') one = before;
    if (one === 'EN' && strong === 'AL') one = 'AN';
    else if (one === 'L' || one === 'R' || one === 'AL') strong = one;
    if (one === 'ES' || one === 'CS') one = separator(classes, index, { before, strong });
    classes[index] = one;
    before = one;
  }
  joinTerminators(classes);
  strong = base === 1 ? 'R' : 'L';
  for (const [index, one] of classes.entries()) {
    if (one === 'L' || one === 'R' || one === 'AL') strong = one;
    if (one === 'EN' && strong === 'L') classes[index] = 'L';
    else if (one === 'AL') classes[index] = 'R';
    else if (one === 'ES' || one === 'CS' || one === 'ET') classes[index] = 'ON';
  }
}

/** W4: one separator between two numbers of a kind is a part of the number. */
function separator(
  classes: readonly BidiClass[],
  index: number,
  { before, strong }: { before: BidiClass; strong: BidiClass },
): BidiClass {
  const after = classes[index + 1] === 'EN' && strong === 'AL' ? 'AN' : classes[index + 1];
  if (before === 'EN' && after === 'EN') return 'EN';
  return before === 'AN' && after === 'AN' && classes[index] === 'CS' ? 'AN' : 'ON';
}

/** W5: signs such as % and $ beside a European number are a part of it. */
function joinTerminators(classes: BidiClass[]): void {
  for (let start = 0; start < classes.length; start++) {
    if (classes[start] !== 'ET') continue;
    let end = start;
    while (classes[end] === 'ET') end++;
    if (classes[start - 1] === 'EN' || classes[end] === 'EN') classes.fill('EN', start, end);
    start = end;
  }
}

/** N1-N2: what has no direction takes that of both its sides when they agree, else that of the text. */
function resolveNeutral(classes: BidiClass[], base: 0 | 1): void {
  const own: BidiClass = base === 1 ? 'R' : 'L';
  for (let start = 0; start < classes.length; start++) {
    if (!isNeutral(classes[start])) continue;
    let end = start;
    while (end < classes.length && isNeutral(classes[end])) end++;
    const before = sideOf(classes[start - 1] ?? own);
    const after = sideOf(classes[end] ?? own);
    classes.fill(before === after ? before : own, start, end);
    start = end;
  }
}

function isNeutral(one: BidiClass | undefined): boolean {
  return one === 'WS' || one === 'ON' || one === 'BN' || one === 'NSM';
}

function sideOf(one: BidiClass): BidiClass {
  return one === 'L' ? 'L' : 'R';
}

/** I1-I2. */
function levelOf(one: BidiClass, base: 0 | 1): number {
  if (one === 'L') return base === 1 ? 2 : 0;
  if (one === 'R') return 1;
  return 2;
}
