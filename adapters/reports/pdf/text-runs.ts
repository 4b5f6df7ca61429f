import type { Span, Spans } from '../blocks/block.js';
import { type ChosenFonts, isUnseen } from '../fonts/choose-fonts.js';
import type { FontFamily } from '../fonts/font-family.js';
import { bidiLevels } from './bidi-levels.js';
import { mirror } from './mirror.js';

/** A piece of a paragraph that is set in one font, in one direction. */
export interface TextRun {
  readonly span: Span;
  readonly text: string;
  /** Name of the font family. */
  readonly font: string;
  readonly level: number;
}

export interface Paragraph {
  readonly runs: readonly TextRun[];
  readonly rightToLeft: boolean;
}

/** Stands for characters that no font shows. */
const NO_GLYPH = '[…]';
const FALLBACK = 'Roboto';
/** A sign of its own that goes with what it stands on. */
const MARK = /\p{M}/u;
/** Blanks, digits and signs: any script's font that has them will do. */
const COMMON = /[\p{Script=Common}]/u;

/** Splits a paragraph by font and direction. */
export function textRuns(spans: Spans, fonts: ChosenFonts): Paragraph {
  const normal = spans.map((span) => ({ ...span, text: span.text.normalize('NFC') }));
  const { characters, levels, base } = bidiLevels(normal.map(({ text }) => text).join(''));
  const runs: TextRun[] = [];
  let at = 0;
  let family: FontFamily | undefined;
  for (const span of normal) {
    const end = at + [...span.text].length;
    let open: { text: string; font: string; level: number } | undefined;
    const close = () => {
      if (open !== undefined) runs.push({ span, ...finished(open) });
      open = undefined;
    };
    for (; at < end; at++) {
      const character = characters[at] ?? '';
      const level = levels[at] ?? 0;
      family = familyOf(character, family, fonts);
      const font = family?.name ?? '';
      if (open === undefined || open.font !== font || open.level !== level) {
        close();
        open = { text: '', font, level };
      }
      open.text += character;
    }
    close();
  }
  return { runs, rightToLeft: base === 1 };
}

/** Marks and unseen signs stay with what they stand on; so does what any font has, as long as it is there. */
function familyOf(
  character: string,
  before: FontFamily | undefined,
  fonts: ChosenFonts,
): FontFamily | undefined {
  const own = fonts.familyFor(character);
  if (isUnseen(character)) return before ?? fonts.familyFor(' ') ?? own;
  const stays = MARK.test(character) || COMMON.test(character);
  const codePoint = character.codePointAt(0) ?? 0;
  return stays && before?.normal.covers(codePoint) === true ? before : own;
}

function finished({ text, font, level }: { text: string; font: string; level: number }) {
  const shown = font === '' && text.trim() !== '' ? NO_GLYPH : text;
  return { text: level % 2 === 1 ? mirror(shown) : shown, font: font || FALLBACK, level };
}
