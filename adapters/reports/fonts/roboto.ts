import { createRequire } from 'node:module';
import { type FontFace, openFaces } from './font-face.js';
import type { FontFamily } from './font-family.js';

const REGULAR = createRequire(import.meta.url).resolve('pdfmake/fonts/Roboto/Roboto-Regular.ttf');

/** The font that comes with pdfmake: Latin, Cyrillic and Greek. */
export function roboto(): FontFamily {
  const normal = look('Regular');
  const bold = look('Medium');
  const italics = look('Italic');
  const bolditalics = look('MediumItalic');
  return { name: 'Roboto', normal, bold, italics, bolditalics };
}

function look(name: string): FontFace {
  const [face] = openFaces(REGULAR.replace('Regular', name));
  if (face === undefined) throw new Error(`the font Roboto ${name} is not installed`);
  return face;
}
