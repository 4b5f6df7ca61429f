import type { Content } from 'pdfmake/interfaces.js';
import { type Block, type Blocks, plainText, type Spans } from '../blocks/block.js';
import { COLORS, HEADING_SIZES, SMALL_SIZE } from './looks.js';
import { tableNodes } from './table-node.js';
import { type Setting, textNode } from './text-node.js';

/** Room that a list or a quotation takes at the left, in points. */
const INDENT = 16;
const NUMBER_WIDTH = 30;

export function blockNodes(blocks: Blocks, setting: Setting): Content[] {
  return blocks.flatMap((block) => blockNode(block, setting));
}

function blockNode(block: Block, setting: Setting): Content[] {
  switch (block.kind) {
    case 'heading':
      return [headingOf(block.level, block.spans, setting)];
    case 'paragraph':
      return [paragraphOf(block, setting)];
    case 'list':
      return [listOf(block, setting)];
    case 'quote':
      return [quoteOf(block.blocks, setting)];
    case 'code':
      return [
        boxed(textNode([{ text: block.text.replaceAll('\t', '    ') }], setting), COLORS.shade),
      ];
    case 'table':
      return block.head.length === 0 ? [] : tableNodes(block, setting);
    case 'rule':
      return [ruleOf(setting.width)];
    case 'source':
      return [sourceOf(block, setting)];
  }
}

function headingOf(level: number, spans: Spans, setting: Setting): Content {
  return {
    ...named(spans, setting),
    bold: true,
    fontSize: HEADING_SIZES[level - 1] ?? 10,
    margin: [0, level === 1 ? 0 : 12, 0, 4],
    outline: level > 1,
    outlineText: plainText(spans),
    headlineLevel: level,
  };
}

function paragraphOf(
  { spans, tone }: Extract<Block, { kind: 'paragraph' }>,
  setting: Setting,
): Content {
  const text = named(spans, setting);
  if (tone === 'notice') return boxed(text, COLORS.notice);
  const quiet = tone === 'quiet' ? { fontSize: SMALL_SIZE, color: COLORS.quiet } : {};
  return { ...text, ...quiet, margin: [0, 0, 0, 6] };
}

function listOf(
  { ordered, start, items }: Extract<Block, { kind: 'list' }>,
  setting: Setting,
): Content {
  const inside = { ...setting, width: setting.width - INDENT };
  const entries = items.map((item) => ({ stack: blockNodes(item, inside) }));
  const margin: [number, number, number, number] = [0, 0, 0, 4];
  return ordered ? { ol: entries, start, margin } : { ul: entries, margin };
}

function quoteOf(blocks: Blocks, setting: Setting): Content {
  const inside = { ...setting, width: setting.width - INDENT };
  return {
    table: { widths: [inside.width], body: [[{ stack: blockNodes(blocks, inside) }]] },
    layout: {
      hLineWidth: () => 0,
      vLineWidth: (line: number) => (line === 0 ? 2 : 0),
      vLineColor: () => COLORS.line,
      paddingLeft: () => INDENT - 4,
      paddingRight: () => 0,
      paddingTop: () => 0,
      paddingBottom: () => 0,
    },
    color: COLORS.quiet,
    margin: [0, 2, 0, 6],
  };
}

function boxed(content: Content, fillColor: string): Content {
  return {
    table: { widths: ['*'], body: [[content]] },
    layout: {
      hLineWidth: () => 0,
      vLineWidth: () => 0,
      fillColor: () => fillColor,
      paddingLeft: () => 6,
      paddingRight: () => 6,
      paddingTop: () => 4,
      paddingBottom: () => 4,
    },
    margin: [0, 2, 0, 8],
  };
}

function ruleOf(width: number): Content {
  const line = { type: 'line', x1: 0, y1: 0, x2: width, y2: 0, lineWidth: 0.5 } as const;
  return { canvas: [{ ...line, lineColor: COLORS.line }], margin: [0, 6, 0, 8] };
}

function sourceOf(
  { number, anchor, spans }: Extract<Block, { kind: 'source' }>,
  setting: Setting,
): Content {
  const label = { text: `[${number}]`, font: 'Roboto', color: COLORS.quiet, width: NUMBER_WIDTH };
  const id = setting.places.get(anchor);
  return {
    columns: [
      { ...label, ...(id === undefined ? {} : { id }) },
      { ...textNode(spans, setting), width: setting.width - NUMBER_WIDTH },
    ],
    columnGap: 0,
    fontSize: 9,
    margin: [0, 0, 0, 5],
  };
}

/** Text that links may lead to: by the place of the first name that it holds. */
function named(spans: Spans, setting: Setting) {
  const anchor = spans.find((span) => span.anchor !== undefined)?.anchor;
  const id = anchor === undefined ? undefined : setting.places.get(anchor);
  return { ...textNode(spans, setting), ...(id === undefined ? {} : { id }) };
}
