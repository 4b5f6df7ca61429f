import {
  Bookmark,
  ExternalHyperlink,
  InternalHyperlink,
  type IRunOptions,
  type ParagraphChild,
  TextRun,
} from 'docx';
import type { Span, Spans } from '../blocks/block.js';
import { COLORS } from './looks.js';

const RIGHT_TO_LEFT =
  '\\p{Script=Arabic}\\p{Script=Hebrew}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}';
/** Words that run from right to left, with what stands between them. */
const PIECES = new RegExp(`([${RIGHT_TO_LEFT}](?:[^\\p{L}]*[${RIGHT_TO_LEFT}])*)`, 'u');
const FIRST_LETTER = /\p{L}/u;

/** The text of a paragraph. Citations are links within the document and can be led back to. */
export function textChildren(spans: Spans): ParagraphChild[] {
  return spans.flatMap((span): ParagraphChild[] => {
    const runs = runsOf(span);
    const linked = linkedRuns(span, runs);
    if (span.anchor === undefined) return linked;
    return [new Bookmark({ id: bookmark(span.anchor), children: linked })];
  });
}

/** Whether a paragraph begins with a letter that is read from right to left. */
export function isRightToLeft(spans: Spans): boolean {
  const letter = spans.map(({ text }) => FIRST_LETTER.exec(text)?.[0]).find(Boolean);
  return letter !== undefined && new RegExp(`[${RIGHT_TO_LEFT}]`, 'u').test(letter);
}

/** Word takes letters, digits and low lines in the name of a place. */
export function bookmark(anchor: string): string {
  return anchor.replaceAll(/\W/g, '_').slice(0, 40);
}

function linkedRuns(span: Span, runs: TextRun[]): ParagraphChild[] {
  if (span.href !== undefined) return [new ExternalHyperlink({ link: span.href, children: runs })];
  if (span.target === undefined) return runs;
  return [new InternalHyperlink({ anchor: bookmark(span.target), children: runs })];
}

function runsOf(span: Span): TextRun[] {
  const look = lookOf(span);
  return span.text.split('\n').flatMap((line, index) => {
    const pieces = line
      .split(PIECES)
      .map(
        (text, piece) =>
          new TextRun({ ...look, text, ...(piece % 2 === 1 ? { rightToLeft: true } : {}) }),
      );
    return index === 0 ? pieces : [new TextRun({ break: 1 }), ...pieces];
  });
}

function lookOf(span: Span): IRunOptions {
  const linked = span.href !== undefined || span.target !== undefined;
  return {
    ...(span.bold === true || span.alarm === true ? { bold: true } : {}),
    ...(span.italic === true ? { italics: true } : {}),
    ...(span.struck === true ? { strike: true } : {}),
    ...(span.code === true ? { font: 'Consolas' } : {}),
    ...(span.quiet === true ? { size: 17, color: COLORS.quiet } : {}),
    ...(linked ? { color: COLORS.link } : {}),
    ...(span.alarm === true ? { color: COLORS.alarm } : {}),
  };
}
