import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type FontFace, openFaces } from './font-face.js';

/** A font in the four looks of running text; a look that it lacks is another one of it. */
export interface FontFamily {
  readonly name: string;
  readonly normal: FontFace;
  readonly bold: FontFace;
  readonly italics: FontFace;
  readonly bolditalics: FontFace;
}

/** A face with its siblings, which lie beside it under the names that their makers use. */
export function familyOf(normal: FontFace, needed: readonly number[]): FontFamily {
  const covered = needed.filter((codePoint) => normal.covers(codePoint));
  const sibling = (look: string) => siblingOf(normal, look, covered);
  const bold = sibling('Bold') ?? normal;
  const italics = sibling('Italic') ?? sibling('Oblique') ?? normal;
  const bolditalics = sibling('BoldItalic') ?? sibling('BoldOblique') ?? bold;
  return { name: normal.name, normal, bold, italics, bolditalics };
}

function siblingOf(
  { path, member, name }: FontFace,
  look: string,
  covered: readonly number[],
): FontFace | undefined {
  const file = basename(path);
  const lower = look.toLowerCase();
  const names = [
    file.replace('Regular', look),
    file.replace('regular', lower),
    file.replace(/(\.\w+)$/, `-${look}$1`),
  ].filter((other) => other !== file);
  for (const other of names) {
    const beside = join(dirname(path), other);
    if (!existsSync(beside)) continue;
    const faces = openFaces(beside);
    const wanted = name.replace('Regular', look);
    const face = member === undefined ? faces[0] : faces.find((one) => one.name === wanted);
    if (face !== undefined && covered.every((codePoint) => face.covers(codePoint))) return face;
  }
  return undefined;
}
