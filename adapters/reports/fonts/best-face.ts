import { type FontFace, openFaces } from './font-face.js';

/** The variant of unified Chinese characters that a text is read in. */
export type HanVariant = 'JP' | 'KR' | 'SC';

interface Candidate {
  readonly face: FontFace;
  readonly covered: number;
  readonly fitness: number;
}

/** For each group of characters the face among the files that shows most of it; of equals, the one best for reading. */
export function bestFaces(
  files: readonly string[],
  groups: ReadonlyMap<string, readonly number[]>,
  variant: HanVariant,
): ReadonlyMap<string, FontFace> {
  const best = new Map<string, Candidate>();
  for (const face of files.flatMap(openFaces)) {
    const fitness = fitnessOf(face, variant);
    for (const [group, codePoints] of groups) {
      const covered = codePoints.filter((codePoint) => face.covers(codePoint)).length;
      const candidate = { face, covered, fitness };
      if (covered > 0 && isBetter(candidate, best.get(group))) best.set(group, candidate);
    }
  }
  return new Map([...best].map(([group, { face }]) => [group, face]));
}

function isBetter(one: Candidate, other: Candidate | undefined): boolean {
  if (other === undefined || one.covered !== other.covered)
    return one.covered > (other?.covered ?? 0);
  return one.fitness > other.fitness;
}

/** How well a face suits running text beside Roboto. */
function fitnessOf({ name, weight, italic, fixed }: FontFace, variant: HanVariant): number {
  let fitness = 0;
  if (!italic) fitness += 8;
  if (Math.abs(weight - 400) <= 100) fitness += 8;
  if (!fixed && !/mono/i.test(name)) fitness += 8;
  if (name.toUpperCase().includes(variant)) fitness += 4;
  if (/sans|gothic|hei/i.test(name)) fitness += 2;
  if (/^noto/i.test(name)) fitness += 1;
  if (/serif|display|ui-|looped|unifont/i.test(name)) fitness -= 2;
  return fitness;
}
