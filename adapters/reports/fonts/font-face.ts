import { type Font, openSync } from 'fontkit';

/** One face of a font file. */
export interface FontFace {
  readonly path: string;
  /** Names the face in a file that holds several; undefined where it is alone. */
  readonly member: string | undefined;
  readonly name: string;
  readonly weight: number;
  readonly italic: boolean;
  readonly fixed: boolean;
  covers(codePoint: number): boolean;
}

/** The faces of a font file that a PDF can hold; none of a file that cannot be read as one. */
export function openFaces(path: string): FontFace[] {
  try {
    const opened = openSync(path);
    if ('fonts' in opened) return opened.fonts.flatMap((font) => faceOf(font, path, true));
    return faceOf(opened, path, false);
  } catch {
    return [];
  }
}

/** Outlines of variable fonts in CFF2 and fonts made of pictures cannot be embedded. */
function faceOf(font: Font, path: string, shared: boolean): FontFace[] {
  const name = font.postscriptName;
  const { tables } = font.directory;
  if (name === null || !('glyf' in tables || 'CFF ' in tables)) return [];
  return [
    {
      path,
      member: shared ? name : undefined,
      name,
      weight: font['OS/2']?.usWeightClass ?? 400,
      italic: font.italicAngle !== 0,
      fixed: (font.post?.isFixedPitch ?? 0) !== 0,
      covers: (codePoint) => font.hasGlyphForCodePoint(codePoint),
    },
  ];
}
