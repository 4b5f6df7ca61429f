import type { BidiClass } from './bidi-class.js';

const OPENING = new Map(
  [...'()[]{}⟨⟩「」『』【】'].flatMap((sign, index, all) => {
    const closing = all[index + 1];
    return index % 2 === 0 && closing !== undefined ? [[sign, closing] as const] : [];
  }),
);
const CLOSING = new Set(OPENING.values());
/** Deeper brackets are neutral, as the algorithm says. */
const DEEPEST = 63;

type Pair = readonly [opening: number, closing: number];

/** N0: both brackets of a pair take one direction, so that what stands in them stays in them. */
export function resolveBrackets(
  classes: BidiClass[],
  characters: readonly string[],
  base: 0 | 1,
): void {
  const own: BidiClass = base === 1 ? 'R' : 'L';
  for (const [opening, closing] of bracketPairs(classes, characters)) {
    const inside = new Set(classes.slice(opening + 1, closing).flatMap(strongOf));
    if (inside.size === 0) continue;
    const direction = inside.has(own) ? own : strongBefore(classes, opening, own);
    classes[opening] = direction;
    classes[closing] = direction;
  }
}

function strongBefore(classes: readonly BidiClass[], at: number, own: BidiClass): BidiClass {
  for (let index = at - 1; index >= 0; index--) {
    const [strong] = strongOf(classes[index] ?? 'ON');
    if (strong !== undefined) return strong;
  }
  return own;
}

function strongOf(one: BidiClass): BidiClass[] {
  if (one === 'L') return ['L'];
  return one === 'R' || one === 'EN' || one === 'AN' ? ['R'] : [];
}

/** Pairs in the order of their opening brackets. */
function bracketPairs(classes: readonly BidiClass[], characters: readonly string[]): Pair[] {
  const open: { closing: string; at: number }[] = [];
  const pairs: Pair[] = [];
  for (const [at, sign] of characters.entries()) {
    if (classes[at] !== 'ON') continue;
    const closing = OPENING.get(sign);
    if (closing !== undefined) {
      if (open.length === DEEPEST) break;
      open.push({ closing, at });
    } else if (CLOSING.has(sign)) {
      const match = open.findLastIndex((bracket) => bracket.closing === sign);
      const [bracket] = match === -1 ? [] : open.splice(match);
      if (bracket !== undefined) pairs.push([bracket.at, at]);
    }
  }
  return pairs.sort(([one], [other]) => one - other);
}
