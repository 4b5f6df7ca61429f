import {
  Bookmark,
  BorderStyle,
  type FileChild,
  HeadingLevel,
  type IParagraphOptions,
  Paragraph,
  ShadingType,
  Tab,
  TextRun,
} from 'docx';
import type { Block, Blocks, Spans } from '../blocks/block.js';
import type { Lists } from './lists.js';
import { COLORS, INDENT } from './looks.js';
import { tableOf } from './table-of.js';
import { bookmark, isRightToLeft, textChildren } from './text-children.js';

const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
] as const;

export interface Place {
  readonly lists: Lists;
  /** How many lists and quotations it is in. */
  readonly depth: number;
}

export function blockChildren(blocks: Blocks, place: Place): FileChild[] {
  return blocks.flatMap((block) => blockOf(block, place));
}

function blockOf(block: Block, place: Place): FileChild[] {
  const indent = place.depth === 0 ? {} : { indent: { left: INDENT * place.depth } };
  switch (block.kind) {
    case 'heading':
      return [
        paragraph(block.spans, { heading: HEADINGS[block.level - 1] ?? HeadingLevel.HEADING_6 }),
      ];
    case 'paragraph':
      return [paragraph(block.spans, { ...indent, ...toneOf(block.tone) })];
    case 'list':
      return listOf(block, place);
    case 'quote':
      return blockChildren(block.blocks, { ...place, depth: place.depth + 1 });
    case 'code':
      return [
        paragraph([{ text: block.text, code: true }], { ...indent, ...shaded(COLORS.shade) }),
      ];
    case 'table':
      return block.head.length === 0 ? [] : [tableOf(block), new Paragraph({})];
    case 'rule':
      return [new Paragraph({ thematicBreak: true })];
    case 'source':
      return [sourceOf(block)];
  }
}

function listOf(
  { ordered, start, items }: Extract<Block, { kind: 'list' }>,
  { lists, depth }: Place,
): FileChild[] {
  const reference = lists.open(ordered, start);
  return items.flatMap(([first, ...rest]): FileChild[] => {
    const inside = { lists, depth: depth + 1 };
    const numbering = { reference, level: Math.min(8, depth) };
    if (first?.kind === 'paragraph')
      return [paragraph(first.spans, { numbering }), ...blockChildren(rest, inside)];
    const all = first === undefined ? rest : [first, ...rest];
    return [paragraph([], { numbering }), ...blockChildren(all, inside)];
  });
}

/** The number stands out to the left; the whole entry is the place that citations lead to. */
function sourceOf({ number, anchor, spans }: Extract<Block, { kind: 'source' }>): Paragraph {
  const label = new TextRun({ children: [`[${number}]`, new Tab()], color: COLORS.quiet });
  return new Paragraph({
    style: 'Source',
    bidirectional: isRightToLeft(spans),
    children: [new Bookmark({ id: bookmark(anchor), children: [label] }), ...textChildren(spans)],
  });
}

function paragraph(spans: Spans, options: IParagraphOptions): Paragraph {
  return new Paragraph({
    ...options,
    bidirectional: isRightToLeft(spans),
    children: textChildren(spans),
  });
}

function toneOf(tone: 'notice' | 'quiet' | undefined): IParagraphOptions {
  if (tone === 'notice') return shaded(COLORS.notice);
  return tone === 'quiet' ? { style: 'Small' } : {};
}

function shaded(fill: string): IParagraphOptions {
  const border = { style: BorderStyle.SINGLE, size: 4, space: 4, color: COLORS.line };
  return {
    shading: { type: ShadingType.CLEAR, color: 'auto', fill },
    border: { top: border, bottom: border, left: border, right: border },
  };
}
