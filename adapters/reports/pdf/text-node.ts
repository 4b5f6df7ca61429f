import type { ContentText } from 'pdfmake/interfaces.js';
import type { Span, Spans } from '../blocks/block.js';
import type { ChosenFonts } from '../fonts/choose-fonts.js';
import { COLORS, SMALL_SIZE } from './looks.js';
import { type TextRun, textRuns } from './text-runs.js';

/** Places of the document that links may lead to, by the names of what they hold. */
export type Places = ReadonlyMap<string, string>;

export interface Setting {
  readonly fonts: ChosenFonts;
  readonly places: Places;
  /** Room from margin to margin, in points. */
  readonly width: number;
}

/** A paragraph of a PDF; lines that run from right to left end at the right margin. */
export function textNode(spans: Spans, { fonts, places }: Setting): ContentText {
  const { runs, rightToLeft } = textRuns(spans, fonts);
  const text = runs.map((run) => inlineOf(run, places));
  return { text, ...(rightToLeft ? { alignment: 'right' } : {}) };
}

function inlineOf({ span, text, font, level }: TextRun, places: Places) {
  const place = span.target === undefined ? undefined : places.get(span.target);
  const linked = span.href !== undefined || place !== undefined;
  return {
    text,
    font,
    level,
    ...(span.bold === true || span.alarm === true ? { bold: true } : {}),
    ...(span.italic === true ? { italics: true } : {}),
    ...(span.struck === true ? { decoration: 'lineThrough' as const } : {}),
    ...(span.code === true ? { background: COLORS.shade } : {}),
    ...(span.quiet === true ? { fontSize: SMALL_SIZE } : {}),
    ...(span.href === undefined ? {} : { link: span.href }),
    ...(place === undefined ? {} : { linkToDestination: place }),
    ...colorOf(span, linked),
  };
}

function colorOf({ alarm, quiet }: Span, linked: boolean) {
  if (alarm === true) return { color: COLORS.alarm };
  if (linked) return { color: COLORS.link };
  return quiet === true ? { color: COLORS.quiet } : {};
}
